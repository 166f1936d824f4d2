"""Runs functions of LocalStack as Node processes, where it would run them in containers. See docs/decisions/052.

LocalStack finds this by the entry point beside this folder and takes it with LAMBDA_RUNTIME_EXECUTOR=node-process.
"""

from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin


class NodeProcessPlugin(RuntimeExecutorPlugin):
    name = "node-process"

    def load(self, *_args, **_kwargs):
        from node_processes.executor import NodeProcessExecutor

        return NodeProcessExecutor
