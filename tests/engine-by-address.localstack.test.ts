import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployStack } from '../local/deploy/deploy.ts';
import { engineUrl } from '../local/engine/endpoint.ts';
import { engineChoiceSchema } from '../local/instance/engine-choice.ts';
import { freePortOffset } from '../local/instance/free-ports.ts';
import { instanceAt } from '../local/instance/instance.ts';
import { takeDown } from '../local/platform/down.ts';
import { bringUp } from '../local/platform/up.ts';
import { engine } from '../local/services/engine.ts';
import { serviceState } from '../local/services/services.ts';
import { testInstance } from './support/instance.ts';
import { fromShopToBuyer, onlyAllowedIsSeen } from './support/shop-to-buyer.ts';

/** Its LocalStack is the one that another instance is given the address of. */
const owner = testInstance();
const guest = instanceAt(`${owner.name}-guest`, await freePortOffset(), {
  engine: engineChoiceSchema.parse(engineUrl(owner)),
});

beforeAll(() => bringUp(guest, { sample: false }), 600_000);
afterAll(async () => {
  await takeDown(guest);
  rmSync(guest.directory, { recursive: true, force: true });
  // An engine has one stack of the name: that of the instance that started it comes back.
  await deployStack(owner);
}, 600_000);

test('an instance with --engine and an address starts no engine, and its products are found through that one', async () => {
  expect(serviceState(guest, engine).state).not.toBe('running');
  expect(await fromShopToBuyer(guest)).toEqual(onlyAllowedIsSeen);
});
