import { inOrder, type BuyerEvents, type Case, type Split } from './split.ts';

const day = 86_400_000;
/** Events of a session that are asked for at most: robots have thousands. */
const longest = 50;

/**
 * Sessions that begin on the last day are asked for item by item: what comes after the first, after the first two and so
 * on; all earlier ones are learned from. Items that nobody met before cannot be predicted and are left out, sessions of
 * one item with them. Hidasi et al., "Session-based recommendations with recurrent neural networks", ICLR 2016.
 */
export function splitSessions(sessions: readonly BuyerEvents[]): Split {
  const last = sessions.flatMap(({ events }) => events.map(({ at }) => at)).reduce((a, b) => Math.max(a, b), 0);
  const isAsked = ({ events }: BuyerEvents): boolean => events.every(({ at }) => at > last - day);
  const training = sessions
    .filter((session) => !isAsked(session))
    .map(({ buyer, events }) => ({ buyer, events: inOrder(events) }));
  const known = new Set(training.flatMap(({ events }) => events.map(({ productId }) => productId)));
  const cases = sessions.filter(isAsked).flatMap(({ buyer, events }): Case[] => {
    const asked = inOrder(events.filter(({ productId }) => known.has(productId))).slice(0, longest);
    return asked.slice(1).map(({ productId, at }, index) => ({
      buyer,
      past: asked.slice(0, index + 1),
      hidden: new Set([productId]),
      at,
    }));
  });
  return { training, cases, repeats: true };
}
