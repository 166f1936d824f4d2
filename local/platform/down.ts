import { Listr, type ListrTask } from 'listr2';
import { progressOn } from '../command-line/task-progress.ts';
import { findInstance, notRunning, type Instance } from '../instance/instance.ts';
import { serviceState, services, stopServices } from '../services/services.ts';

/** Stops every server of an instance and says which; nothing of it runs afterwards. */
export async function takeDown(instance: Instance, progress: NodeJS.WriteStream = process.stdout): Promise<void> {
  const stop: ListrTask = {
    title: `Stop ${instance.name}`,
    task: (_, task) =>
      stopServices(instance, ({ name }, outcome) => {
        if (outcome !== 'not running') task.output = `${name} ${outcome}`;
      }),
  };
  await new Listr([stop], progressOn(progress)).run();
}

/** Whether any server of the instance runs. */
export const isUp = (instance: Instance): boolean =>
  services.some((service) => serviceState(instance, service).state === 'running');

/** The running instance of that name. One in containers is not seen from here, and counts as running. */
export function runningInstance(name: string): Instance {
  const instance = findInstance(name);
  if (instance.inContainers || isUp(instance)) return instance;
  throw notRunning(instance);
}
