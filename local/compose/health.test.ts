import { expect, it } from 'vitest';
import { services } from '../services/services.ts';
import { healthOf } from './health.ts';

it('Docker can ask every service whether it works, without starting a Node for it', () => {
  expect(Object.keys(healthOf).toSorted()).toEqual(services.map(({ name }) => name).toSorted());
  for (const test of Object.values(healthOf)) expect(['curl', 'bash']).toContain(test[0]);
});
