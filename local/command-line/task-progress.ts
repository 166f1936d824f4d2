import { LISTR_LOGGER_STDERR_LEVELS, ListrLogger, ProcessOutput } from 'listr2';

/** Options with which listr2 shows its tasks on a stream: drawn anew on a terminal, elsewhere a line for each step. */
export function progressOn(stream: NodeJS.WriteStream) {
  const logger = new ListrLogger({
    useIcons: true,
    toStderr: LISTR_LOGGER_STDERR_LEVELS,
    processOutput: new ProcessOutput(stream, process.stderr),
  });
  return {
    rendererOptions: { logger },
    fallbackRendererOptions: { logger },
    fallbackRendererCondition: () => !stream.isTTY,
  };
}
