import { inject } from 'vitest';
import { findInstance, type Instance } from '../../local/instance/instance.ts';

/** The running instance that this test run uses. */
export const testInstance = (): Instance => findInstance(inject('instance'));

/** A name that no other test uses, for groups, indices and product ids. */
export const uniqueName = (prefix: string): string =>
  `${prefix}-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
