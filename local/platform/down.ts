import { Listr } from 'listr2';
import type { Instance } from '../instance/instance.ts';
import { serviceState, services, stopServices } from '../services/services.ts';

/** Stops every server of an instance and says which; nothing of it runs afterwards. */
export async function takeDown(instance: Instance): Promise<void> {
  await new Listr([
    {
      title: `Stop ${instance.name}`,
      task: (_, task) =>
        stopServices(instance, ({ name }, outcome) => {
          if (outcome !== 'not running') task.output = `${name} ${outcome}`;
        }),
    },
  ]).run();
}

/** Whether any server of the instance runs. */
export const isUp = (instance: Instance): boolean =>
  services.some((service) => serviceState(instance, service).state === 'running');
