/** Something that is open until it is closed: a client, a connection. */
interface Closable {
  close(): unknown;
}

/** Closes it when the block ends, however it ends: `await using client = closing(connect());`. */
export const closing = <T extends Closable>(resource: T): T & AsyncDisposable =>
  Object.assign(resource, {
    [Symbol.asyncDispose]: async () => {
      await resource.close();
    },
  });
