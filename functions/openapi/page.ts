import type { Document, DocumentedOperation } from './document.ts';

/** The document as a page of HTML that needs nothing from elsewhere, and no script. */
export function pageOf({ info, tags, paths }: Document): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
  );
  const groups = tags.map(({ name, description }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<h2 id="${name}">${text(description)}</h2>${own.map(({ route, operation }) => section(route, operation)).join('')}`;
  });
  const title = `${text(info.title)} ${text(info.version)}`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${title}</title><style>${style}</style></head><body><h1>${title}</h1>`,
    `<p>${text(info.description)}. For programs: <a href="openapi.json">openapi.json</a>.</p>`,
    ...groups,
    '</body></html>',
  ].join('\n');
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}' +
  'code,pre{font:14px/1.4 ui-monospace,monospace}table{border-collapse:collapse}td{padding:.1rem 1rem .1rem 0;' +
  'vertical-align:top}details{margin:.4rem 0}summary{cursor:pointer}pre{background:#8881;padding:.5rem;overflow:auto}' +
  ':root{color-scheme:light dark}';

function section(
  route: string,
  { summary, description, parameters = [], requestBody, responses }: DocumentedOperation,
) {
  const rows = parameters.map(({ name, in: where, required, schema, description: means }) => [
    `<code>${text(name)}</code>`,
    `${where}${required === true ? ', required' : ''}`,
    `<code>${text(JSON.stringify(schema))}</code>${means === undefined ? '' : ` ${text(means)}`}`,
  ]);
  const answers = Object.entries(responses).map(([status, { description: says }]) => [
    `<code>${status}</code>`,
    text(says ?? ''),
  ]);
  const examples = Object.values(requestBody?.content ?? {}).flatMap(({ example }) =>
    example === undefined ? [] : [`<pre>${text(JSON.stringify(example, null, 2))}</pre>`],
  );
  return [
    `<details><summary><code>${text(route)}</code> ${text(summary)}</summary>`,
    description === undefined ? '' : `<p>${text(description)}</p>`,
    table(rows),
    ...examples,
    table(answers),
    '</details>',
  ].join('');
}

const table = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ''
    : `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const text = (content: string): string => content.replaceAll(/[&<>"]/gu, (character) => entities[character] ?? '');
