import { lambdaName, type FunctionName } from '../../modules/platform/function-names.ts';
import { eventSource } from '../../local/services/event-source.ts';
import type { Service } from '../../local/services/service.ts';

/** Who runs the functions: the engine, or threads of the event source. */
export type InvokeWay = 'engine' | 'in-process';

/** The event source with the mappings of one function only. */
export const eventSourceOf = (functionName: FunctionName, way: InvokeWay = 'engine'): Service => ({
  ...eventSource,
  command: (instance) => {
    const command = eventSource.command(instance);
    return { ...command, args: [...command.args, '--function', lambdaName(functionName), '--invoke', way] };
  },
});
