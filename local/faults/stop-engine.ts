import { bringBack } from '../platform/recover.ts';
import { engine } from '../services/engine.ts';
import { stopService } from '../services/services.ts';
import type { Fault } from './fault.ts';

export const stopEngine: Fault = {
  name: 'stop-engine',
  description: 'stops the cloud engine and with it every function; restore starts it and deploys the stack onto it',
  inContainers: () => 'stop ministack',
  inject: (instance) => stopService(instance, engine),
  restore: (instance) => bringBack(instance, engine),
};
