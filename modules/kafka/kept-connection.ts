/**
 * Milliseconds of silence after which a connection is not trusted: networks drop silent ones without a word (on AWS after
 * 350 s), a frozen function cannot keep them alive, and kafkajs would wait for answers for minutes.
 */
const silenceTrusted = 240_000;

/** Milliseconds after which a connection is made anew in any case, so that a new certificate and new brokers are taken. */
const maxAge = 30 * 60_000;

/** A connection that is kept from call to call. */
export interface KeptConnection<T> {
  /** Does something over the connection, made on first use. What fails, fails; but the next call has a fresh connection. */
  use<R>(action: (connection: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

export function keptConnection<T>(
  open: () => Promise<T>,
  shut: (connection: T) => Promise<void>,
  { trusted = silenceTrusted, age = maxAge }: { readonly trusted?: number; readonly age?: number } = {},
): KeptConnection<T> {
  let current: Promise<T> | undefined;
  let callsUnderWay = 0;
  let lastUsedAt = 0;
  let openedAt = 0;

  /** Unless another call has replaced it already. A connection that failed to open needs no closing. */
  const discard = async (connection: Promise<T> | undefined): Promise<void> => {
    if (current === connection) current = undefined;
    await connection?.then(shut).catch(() => undefined);
  };

  return {
    async use(action) {
      const now = performance.now();
      if (callsUnderWay === 0 && (now - lastUsedAt > trusted || now - openedAt > age)) await discard(current);
      if (current === undefined) openedAt = performance.now();
      const used = (current ??= open());
      callsUnderWay++;
      try {
        return await action(await used);
      } catch (error) {
        await discard(used);
        throw error;
      } finally {
        callsUnderWay--;
        lastUsedAt = performance.now();
      }
    },
    close: () => discard(current),
  };
}
