import { dfsAdmin } from '../hdfs/administration.ts';
import type { Fault } from './fault.ts';

export const safeMode: Fault = {
  name: 'safe-mode',
  description: 'makes HDFS refuse writes, as when its disk is full; restore lets it write again',
  inject: (instance) => dfsAdmin(instance, '-safemode', 'enter'),
  restore: (instance) => dfsAdmin(instance, '-safemode', 'leave'),
};
