import { readDeadLetter, type DeadLetter } from '../../modules/kafka/read-dead-letter.ts';
import type { Instance } from '../instance/instance.ts';
import { readTopic } from '../kafka/read-topic.ts';
import { readOutcomes, type Outcome } from './outcomes.ts';

/** waiting: nobody has done anything about it. returned: it was sent again, and became a dead letter once more. */
export const letterStates = ['waiting', 'redriven', 'returned', 'discarded'] as const;
export type LetterState = (typeof letterStates)[number];

/** A dead letter, and what came of it. */
export interface Letter extends DeadLetter {
  readonly state: LetterState;
  readonly outcome?: Outcome;
  /** The letter that it became when it was sent again. */
  readonly returnedAs?: string;
}

/** Which letters. Those that are left out do not matter. */
export interface LetterFilter {
  readonly function?: string | undefined;
  readonly code?: string | undefined;
  readonly topic?: string | undefined;
  /** Epoch milliseconds. */
  readonly since?: number | undefined;
  readonly states?: readonly LetterState[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Every letter that retention has not removed yet, the newest first. */
export async function readLetters(instance: Instance): Promise<readonly Letter[]> {
  const records = await readTopic(instance, 'dead_letters');
  const letters = records.flatMap((record) => readDeadLetter(record) ?? []);
  return withStates(letters, readOutcomes(instance)).toSorted((one, other) => other.at - one.at);
}

export function withStates(letters: readonly DeadLetter[], outcomes: ReadonlyMap<string, Outcome>): readonly Letter[] {
  const returned = new Map(
    letters.flatMap(({ id, redrivenFrom }) => (redrivenFrom === undefined ? [] : [[redrivenFrom, id]])),
  );
  return letters.map((letter) => {
    const outcome = outcomes.get(letter.id);
    const returnedAs = returned.get(letter.id);
    const state = returnedAs === undefined ? (outcome?.outcome ?? 'waiting') : 'returned';
    return {
      ...letter,
      state,
      ...(outcome !== undefined && { outcome }),
      ...(returnedAs !== undefined && { returnedAs }),
    };
  });
}

export const matching = (letters: readonly Letter[], filter: LetterFilter): readonly Letter[] =>
  letters.filter(
    (letter) =>
      (filter.function === undefined || letter.function === filter.function) &&
      (filter.code === undefined || letter.code === filter.code) &&
      (filter.topic === undefined || letter.topic === filter.topic) &&
      (filter.since === undefined || letter.at >= filter.since) &&
      (filter.states === undefined || filter.states.includes(letter.state)) &&
      (filter.ids === undefined || filter.ids.includes(letter.id)),
  );
