import { PlatformError } from '../../modules/errors/platform-error.ts';
import type { Log } from '../../modules/logging/log.ts';
import { failureFields, runFields } from './run-metrics.ts';
import type { RunReport } from './run.ts';

/**
 * The scheduled run as a Lambda handler. It logs one line for each run, which is its metrics in CloudWatch, too, and rethrows
 * what `analyse` throws. Another run under way is no failure: it does what this one would have done.
 */
export const scheduledRun = (analyse: () => Promise<RunReport>, log: Log) => async (): Promise<void> => {
  const startedAt = performance.now();
  try {
    log.info('analysis is done', runFields(await analyse()));
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'analysis_running') {
      log.info('nothing to do, the analysis runs already', { reason: error.message });
      return;
    }
    log.error('analysis failed, the next run begins anew', error, failureFields(performance.now() - startedAt));
    throw error;
  }
};
