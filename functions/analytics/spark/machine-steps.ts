import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';
import type { RunDependencies } from '../dependencies.ts';
import { failureFields, runFields } from '../run-metrics.ts';
import { abandonRun, exportRun, publishRun, type HandedOver } from './handed-over.ts';

/** What the state machine of cdk/spark calls the function for. */
const stepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('export') }),
  z.object({ step: z.literal('publish'), token: z.string() }),
  z.object({
    step: z.literal('abandon'),
    /** What the machine knows of the run, which is nothing when the export has failed. */
    of: z.object({
      run: z.object({ token: z.string() }).optional(),
      failure: z.object({ Error: z.string(), Cause: z.string().optional() }),
    }),
  }),
]);

type MachineStep = z.infer<typeof stepSchema>;

/** The step that an event asks for; undefined when it asks for a run in the function. */
export function stepIn(event: unknown): MachineStep | undefined {
  if (!z.object({ step: z.unknown() }).safeParse(event).success) return undefined;
  const step = stepSchema.safeParse(event);
  if (step.success) return step.data;
  throw new PlatformError('event_invalid', `no step of an analysis: ${z.prettifyError(step.error)}`);
}

type Begun = ({ readonly begun: true } & HandedOver) | { readonly begun: false };

/**
 * Takes one step of a run that Spark computes, and logs a line for it. A step that fails throws, and the machine decides; that
 * the run has come to nothing, `abandon` says.
 */
export async function takeStep(dependencies: RunDependencies, step: MachineStep): Promise<Begun | undefined> {
  if (step.step === 'export') return begin(dependencies);
  if (step.step === 'publish')
    dependencies.log.info('analysis is done', runFields(await publishRun(dependencies, step.token)));
  else await abandon(dependencies, step.of);
  return undefined;
}

async function begin(dependencies: RunDependencies): Promise<Begun> {
  const { log } = dependencies;
  try {
    const run = await exportRun(dependencies);
    log.info('analysis is handed over to Spark', { run_id: run.run_id, job: run.job });
    return { begun: true, ...run };
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'analysis_running') throw error;
    log.info('nothing to do, the analysis runs already', { reason: error.message });
    return { begun: false };
  }
}

async function abandon(
  dependencies: RunDependencies,
  { run, failure }: Extract<MachineStep, { step: 'abandon' }>['of'],
): Promise<void> {
  const why = new PlatformError('analysis_failed', `${failure.Error}: ${failure.Cause ?? 'no cause'}`);
  dependencies.log.error('analysis failed, the next run begins anew', why, failureFields(0));
  if (run !== undefined) await abandonRun(dependencies, run.token);
}
