import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverageOf } from '../../modules/raw-files/paths.ts';
import { MemoryHdfs } from '../../tests/support/memory-hdfs.ts';
import { Died, noon, records, rows, upTo } from '../../tests/support/raw-day.ts';
import { archive } from './archive.ts';

const farFuture = Date.parse('2099-01-01T00:00:00Z');

test('pollers that overlap, lag behind, cross midnight, follow a wrong clock and die at any moment bring every record into one file', async () => {
  const total = 24;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.infiniteStream(fc.integer({ min: 0, max: 99 })), async (scheduler, random) => {
      const chance = (limit: number): number => (random.next().value ?? 0) % limit;
      const hdfs = new MemoryHdfs();
      let committed = 0;
      const actor = async (dies: number, now = noon + 12 * 3_600_000 - 2 + chance(4)): Promise<void> => {
        let turns = 0;
        const turn = async (what: string): Promise<void> => {
          await scheduler.schedule(Promise.resolve(), what);
          turns += 1;
          expectNothingTwice(hdfs);
          if (turns > dies) throw new Died();
        };
        const step = archive({ hdfs: hdfs.client(turn, () => now) });
        for (let position = committed; position < total;) {
          const end = Math.min(total, position + 1 + chance(7));
          await step(records(position, end));
          // Now and then a poller that is behind commits what the others are past already.
          committed = chance(3) === 0 ? position : end;
          position = chance(5) === 0 ? committed : end;
        }
      };
      const life = (now?: number): Promise<void> =>
        actor(chance(60), now).catch((error: unknown) => {
          if (!(error instanceof Died)) throw error;
        });
      const lives = async (): Promise<void> => {
        for (let n = 0; n < 4; n++) await life();
      };
      if (chance(2) === 0) await scheduler.waitFor(life(farFuture));
      await scheduler.waitFor(Promise.all([lives(), lives(), lives()]));
      await scheduler.waitFor(actor(Infinity));
      const [from] = [Math.min(committed, total)];
      await archive({ hdfs: hdfs.client() })(records(from, total + 1));
      expect(await rows(hdfs)).toEqual(upTo(total + 1));
    }),
    { numRuns: 100 },
  );
});

function expectNothingTwice(hdfs: MemoryHdfs): void {
  const seen = new Set<number>();
  for (const path of hdfs.below('/raw')) {
    const { first, last } = coverageOf(path) ?? { first: 0, last: -1 };
    for (let offset = first; offset <= last; offset++) {
      if (seen.has(offset)) throw new Error(`${offset} stands twice: ${hdfs.below('/raw').join(' ')}`);
      seen.add(offset);
    }
  }
}
