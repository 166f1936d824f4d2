import { delimiter } from 'node:path';
import { engineEnvironment } from '../engine/endpoint.ts';
import { serverEnvironment } from '../instance/environment.ts';
import type { Instance } from '../instance/instance.ts';
import type { ProcessCommand } from '../instance/process.ts';
import { nodePath } from '../setup/paths.ts';

/** A program that answers AWS's APIs and runs functions. `work` is a folder outside of this checkout for all that it writes. */
export interface EngineProgram {
  /** Path that answers 200 when it works. */
  readonly health: string;
  readonly prepare?: (work: string) => void;
  readonly command: (instance: Instance, work: string) => ProcessCommand;
}

/** An engine's environment, of which its functions inherit the engine's address, the region and the local MSK's address. */
export const programEnvironment = (
  instance: Instance,
  work: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> =>
  serverEnvironment({
    ...engineEnvironment(instance),
    // Functions run with the first `node` on the path.
    PATH: [nodePath(), process.env['PATH']].join(delimiter),
    // Neither the engine nor a function reads the AWS profiles of the person who runs them.
    HOME: work,
    TMPDIR: work,
    PYTHONUNBUFFERED: '1',
    // With an arena of glibc's malloc for each thread, as it has without being told, ten functions take 130 MB more.
    MALLOC_ARENA_MAX: '2',
    ...own,
  });
