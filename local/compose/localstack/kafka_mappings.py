"""LocalStack runs this in its own process at its start. See docs/decisions/031.

LocalStack 4.14.0 without a licence refuses to create an event source mapping of Kafka, and with it the whole stack. Here
it takes one and polls nothing: the event source reads the mappings from CloudFormation and polls them itself.
"""

from localstack.services.lambda_ import hooks
from localstack.services.lambda_.event_source_mapping.pollers.poller import EmptyPollResultsException, Poller


class PolledElsewhere(Poller):
    def __init__(self, processor, **_):
        super().__init__(processor=processor)

    def event_source(self):
        return "SelfManagedKafka"

    def poll_events(self):
        raise EmptyPollResultsException(service="kafka")


def create_poller(holder, source_service, mapping):
    if "SelfManagedEventSource" in mapping:
        holder.create_poller_fn = PolledElsewhere


hooks.create_event_source_poller.run = create_poller
