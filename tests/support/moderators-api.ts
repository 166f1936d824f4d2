import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { instanceAt, saveInstance } from '../../local/instance/instance.ts';
import { banRuleSchema } from '../../modules/bans/rule.ts';
import { check, issuesText } from '../../modules/errors/schema.ts';
import { apiName } from '../../modules/platform/api-names.ts';

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** A request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly content: Record<string, unknown>;
  readonly headers: IncomingMessage['headers'];
}

/** Answers a request; undefined is left to the next one. */
export type Respond = (asked: Asked) => Answer | undefined;

const key = 'the key of anna';
const enginePort = instanceAt('default', 0).ports.engine;

/** An instance of which only the engine runs: it has the moderators' keys and an API that answers like this. */
export async function instanceThatAnswers(respond: Respond): Promise<{ name: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });

  async function answer(request: IncomingMessage): Promise<Answer> {
    const body = await text(request);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine');
    if (request.headers['x-amz-target'] === 'secretsmanager.GetSecretValue')
      return { status: 200, body: { SecretString: JSON.stringify({ anna: key, moderator: 'other' }) } };
    if (pathname === '/restapis') return { status: 200, body: { item: [{ id: 'api1', name: apiName }] } };
    const path = decodeURIComponent(pathname.replace(/^\/_aws\/execute-api\/api1\/[^/]+/u, ''));
    const content = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>);
    const one = { method: request.method ?? '', path, query: searchParams, content, headers: request.headers };
    asked.push(one);
    if (request.headers.authorization !== `Bearer ${key}`) return problem(401, 'a key of a moderator is missing');
    return respond(one) ?? problem(404, 'there is no such thing');
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const instance = instanceAt(`bans-${randomUUID().slice(0, 8)}`, (server.address() as AddressInfo).port - enginePort);
  saveInstance(instance);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    rmSync(instance.directory, { recursive: true, force: true });
  });
  return { name: instance.name, asked };
}

export const problem = (status: number, detail: string, members: object = {}): Answer => ({
  status,
  body: { type: 'about:blank', title: 'Refused', status, detail, ...members },
});

type Rule = Readonly<Record<string, unknown>> & { readonly rule_id: string };

/** The list of rules behind the API: as much of it as adds, changes and gives them. */
export class FakeBanList {
  readonly rules = new Map<string, Rule>();
  version = 0;
  #ids: string[] = [];

  readonly respond: Respond = ({ method, path, query, content }) => {
    if (method === 'GET' && path === '/bans') return this.#list(query);
    if (method === 'POST' && path === '/bans') return this.#put({ rule_id: 'ban-1', ...content }, 201);
    if (method === 'POST' && path === '/bans/import') return this.#import(content['rules'] as Rule[]);
    const standing = this.rules.get(path.replace('/bans/', ''));
    if (standing === undefined) return undefined;
    if (method === 'PATCH') return this.#put({ ...standing, ...content }, 200);
    if (method === 'DELETE') this.rules.delete(standing.rule_id);
    return { status: 200, body: method === 'GET' ? this.#listed(standing) : this.#changed(standing.rule_id) };
  };

  #changed(rule_id: string): object {
    this.version += 1;
    this.#ids = [...this.rules.keys()].toSorted();
    return { rule_id, version: this.version, sweep: this.version };
  }

  #put(content: object, status: number): Answer {
    const given = Object.entries(content).filter(([, value]) => value !== null);
    const rule = check(banRuleSchema, Object.fromEntries(given));
    if (!rule.ok) return problem(400, issuesText(rule.issues));
    this.rules.set(rule.value.rule_id, rule.value);
    return { status, body: this.#changed(rule.value.rule_id) };
  }

  #listed(rule: Rule): object {
    const change = { version: this.version, changed_at: '2026-11-28T12:00:00Z', changed_by: 'anna' };
    return { ...rule, ...change, in_force: true };
  }

  #list(query: URLSearchParams): Answer {
    const [limit, after] = [Number(query.get('limit')), query.get('after')];
    const from = after === null ? 0 : this.#ids.indexOf(after) + 1;
    const rules = this.#ids.slice(from, from + limit).flatMap((id) => this.rules.get(id) ?? []);
    const next = from + limit < this.#ids.length ? { next: this.#ids[from + limit - 1] } : {};
    const listed = rules.map((rule) => this.#listed(rule));
    const about = { list_version: this.version, total: this.rules.size, unreadable: [] };
    return { status: 200, body: { ...about, rules: listed, ...next } };
  }

  #import(rules: readonly Rule[]): Answer {
    const counts = { added: 0, changed: 0, unchanged: 0 };
    for (const rule of rules) {
      const standing = this.rules.get(rule.rule_id);
      const isSame = JSON.stringify(standing) === JSON.stringify(rule);
      counts[isSame ? 'unchanged' : standing === undefined ? 'added' : 'changed'] += 1;
      this.rules.set(rule.rule_id, rule);
    }
    return { status: 200, body: { ...counts, refused: [], ...this.#changed('') } };
  }
}
