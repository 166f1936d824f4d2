import {
  CreateActivityCommand,
  DeleteActivityCommand,
  GetActivityTaskCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { describeError } from '../../modules/errors/platform-error.ts';

/** A task of a state machine that is done in this process. */
export interface ActivityWorker {
  readonly arn: string;
  /** Stops asking for work and rejects with what the worker itself failed with. */
  readonly stop: () => Promise<void>;
}

/** Does what a state machine asks for: what `work` returns is the task's result, what it throws its failure. */
export async function activityWorker(
  client: SFNClient,
  name: string,
  work: (input: unknown) => Promise<unknown>,
): Promise<ActivityWorker> {
  const { activityArn: arn = '' } = await client.send(new CreateActivityCommand({ name }));
  const stopping = new AbortController();
  const working = (async () => {
    while (!stopping.signal.aborted) {
      const { taskToken, input = '{}' } = await nextTask(client, arn, stopping.signal);
      if (taskToken === undefined || taskToken === '') continue;
      try {
        const output = JSON.stringify((await work(JSON.parse(input))) ?? null);
        await client.send(new SendTaskSuccessCommand({ taskToken, output }));
      } catch (error) {
        await client.send(
          new SendTaskFailureCommand({ taskToken, error: 'States.TaskFailed', cause: describeError(error) }),
        );
      }
    }
  })();
  return {
    arn,
    async stop() {
      stopping.abort();
      await working;
      await client.send(new DeleteActivityCommand({ activityArn: arn }));
    },
  };
}

/** The answer comes when there is a task, or after a minute without one. */
async function nextTask(
  client: SFNClient,
  activityArn: string,
  abortSignal: AbortSignal,
): Promise<{ readonly taskToken?: string | undefined; readonly input?: string | undefined }> {
  try {
    return await client.send(new GetActivityTaskCommand({ activityArn }), { abortSignal });
  } catch (error) {
    if (abortSignal.aborted) return {};
    throw error;
  }
}
