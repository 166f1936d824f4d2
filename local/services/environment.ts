const kept = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * What a server sees of this process's environment: enough to run, nothing that changes how it behaves
 * (JAVA_TOOL_OPTIONS, AWS_PROFILE, proxies).
 */
export function serverEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(inherited), ...own };
}
