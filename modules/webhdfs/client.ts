import { randomUUID } from 'node:crypto';
import { content } from './content.ts';
import { moves } from './moves.ts';
import { nameNodes, type NameNodeOptions } from './namenodes.ts';
import { names } from './names.ts';
import { persistence } from './persistence.ts';
import { publish } from './publish.ts';
import { transport, type Timeouts, type TlsIdentity } from './request.ts';
import type { WebHdfs } from './webhdfs.ts';

export interface WebHdfsOptions {
  /** For https addresses: whom to trust, and what to show to servers that ask for it. */
  readonly tls?: TlsIdentity;
  readonly timeouts?: Partial<Timeouts>;
  /** How often and how many milliseconds what fails in passing is tried. */
  readonly retries?: { readonly attempts: number; readonly deadlineMs: number };
}

const usualTimeouts: Timeouts = { connect: 5_000, answer: 30_000, silence: 60_000, transfer: 600_000 };
const usualRetries = { attempts: 5, deadlineMs: 15_000 };

/** A client of the file system behind these NameNodes; whoever makes it closes it. */
export function webHdfsClient(
  { urls, user }: Pick<NameNodeOptions, 'urls' | 'user'>,
  options: WebHdfsOptions = {},
): WebHdfs {
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const sender = transport(options.tls ?? {}, timeouts);
  const servers = nameNodes(sender, { urls, user, timeoutMs: timeouts.answer });
  const persisting = persistence(options.retries ?? usualRetries);
  const naming = names(servers, persisting);
  const moving = moves(servers, persisting);
  const bytes = content({
    nameNodes: servers,
    transport: sender,
    persistence: persisting,
    timeoutMs: timeouts.transfer,
  });
  return {
    status: async (path) => (await naming.inode(path))?.status,
    list: naming.list,
    now: naming.now,
    mkdirs: naming.mkdirs,
    setOwner: naming.setOwner,
    setPermission: naming.setPermission,
    create: async (path, source, { overwrite = false } = {}) => {
      await bytes.create(path, source, overwrite);
    },
    open: (path, range = {}) => bytes.open(path, range),
    read: (path, range = {}) => bytes.read(path, range),
    rename: async (from, to) => (await moving.rename(from, to)) === 'moved',
    replace: moving.replace,
    concat: moving.concat,
    delete: (path, { recursive = false } = {}) => moving.delete(path, recursive),
    publish: (path, source, { staging }) =>
      publish(
        { names: naming, moves: moving, content: bytes, persistence: persisting, temporaryName: randomUUID },
        path,
        source,
        staging,
      ),
    close: sender.close,
  };
}
