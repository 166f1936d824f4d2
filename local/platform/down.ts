import { Listr, type ListrTask } from 'listr2';
import { progressOn } from '../command-line/task-progress.ts';
import type { Instance } from '../instance/instance.ts';
import { stopServices } from '../services/services.ts';

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
