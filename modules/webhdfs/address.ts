import { PlatformError } from '../errors/platform-error.ts';

export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

const prefix = '/webhdfs/v1';

/** The URL of an operation on a path at a NameNode. Every part of the path is percent-encoded on its own. */
export function operationUrl(nameNode: string, path: string, operation: string, parameters: Parameters): URL {
  const url = new URL(nameNode);
  url.pathname = prefix + checkedPath(path).split('/').map(encodeURIComponent).join('/');
  // Not URLSearchParams, which writes a space as '+': not every reader of these takes that for a space.
  url.search = Object.entries({ op: operation, ...parameters })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');
  return url;
}

/** HDFS knows no relative paths, and an URL would quietly resolve dots. */
export function checkedPath(path: string): string {
  const parts = path.slice(1).split('/');
  const isClean = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (path.startsWith('/') && (isClean || path === '/')) return path;
  throw new PlatformError(
    'hdfs_refused',
    `"${path}" is no path of HDFS: it must begin with a slash, not end with one, and have no empty, "." or ".." part`,
  );
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

export const childOf = (directory: string, name: string): string =>
  name === '' ? directory : `${directory === '/' ? '' : directory}/${name}`;
