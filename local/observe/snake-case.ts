/** The same data with `lastAnalysis` as `last_analysis`, as all JSON of this project names things. */
export function snakeCased(data: unknown): unknown {
  if (Array.isArray(data)) return data.map((item) => snakeCased(item));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [snakeName(name), snakeCased(value)]));
}

const snakeName = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
