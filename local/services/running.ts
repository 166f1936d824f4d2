import { findInstance, notRunning, type Instance } from '../instance/instance.ts';
import { processes, serviceState } from './services.ts';

/** Whether any server of the instance runs. */
export const isUp = (instance: Instance): boolean =>
  processes.some((service) => serviceState(instance, service).state === 'running');

/** The running instance of that name. One in containers is not seen from here, and counts as running. */
export function runningInstance(name: string): Instance {
  const instance = findInstance(name);
  if (instance.inContainers || isUp(instance)) return instance;
  throw notRunning(instance);
}
