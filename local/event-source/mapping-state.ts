/** State of a mapping, as https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html has it. */
export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** Whether mappings of the stack are enabled, by id; one that is missing is not in the stack. */
export type EnabledById = ReadonlyMap<string, boolean>;

/** State of a mapping that begins to be polled, by how it stood in the stack before. */
export function stateOfBeginning(id: string, before: EnabledById): 'Creating' | 'Enabling' | 'Updating' {
  const wasEnabled = before.get(id);
  if (wasEnabled === undefined) return 'Creating';
  return wasEnabled ? 'Updating' : 'Enabling';
}

/** State of a mapping that ceases to be polled, by how it stands in the stack now. */
export function stateOfEnding(id: string, now: EnabledById): 'Deleting' | 'Disabling' | 'Updating' {
  const isEnabled = now.get(id);
  if (isEnabled === undefined) return 'Deleting';
  return isEnabled ? 'Updating' : 'Disabling';
}
