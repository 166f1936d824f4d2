const kept = ['PATH', 'HOME', 'USER', 'TZ', 'TMPDIR'];

/** Java reads its arguments and names its files in the locale's character set, where Cyrillic is "?" without one. */
const locale = { LC_ALL: 'C.UTF-8' };

/**
 * What a server sees of this process's environment: enough to run, nothing that changes how it behaves
 * (JAVA_TOOL_OPTIONS, AWS_PROFILE, proxies, a locale without UTF-8).
 */
export function serverEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...locale, ...own };
}
