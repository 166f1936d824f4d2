import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/instance/instance.ts';
import { commandsInBlock } from './document-commands.ts';
import { fencedBlocks, withoutBlocks } from './markdown.ts';

export const runbook = readFileSync(join(projectRoot, 'docs/operations.md'), 'utf8');

/** How a test treats a command of docs/operations.md. */
export type Trial =
  /** It is run as it stands, with an example for each placeholder, and ends with 0. */
  { readonly run: 'quick' | 'breaking'; readonly with?: Readonly<Record<string, string>> } | { readonly never: string };

const quick: Trial = { run: 'quick' };
const breaking: Trial = { run: 'breaking' };
const aFunction = { '<функция>': 'categories' };
const aRule = { '<правило>': 'runbook' };

/** Every command of the runbook, in its order there. Breaking ones take something away for a while, or take long. */
export const trials: Readonly<Record<string, Trial>> = {
  'npm run status': quick,
  'npm run alerts -- list': quick,
  'npm run alerts -- inbox': quick,
  'npm run logs -- --function filter --since 10m': quick,
  'npm run logs -- --service broker-2 --level warn': quick,
  'npm run restart -- broker-2': breaking,
  "npm run metrics -- 'up'": quick,
  'npm run test:faults': { never: 'it runs the breaking ones of these' },
  'npm run restart': { never: 'it is named with what it restarts elsewhere' },
  'npm run alerts -- silence BrokerDown --label broker=2 --for 2h --reason "меняем диск"': quick,
  'npm run alerts -- silence marketplace-notify-errors --for 30m --reason "разбираемся"': quick,
  'npm run alerts -- silences': quick,
  'npm run alerts -- unsilence BrokerDown': quick,
  'npm start': { never: 'the instance runs' },
  'npm stop': { never: 'the instance is needed' },
  'npm run fault -- --help': quick,
  'npm run fault -- list': quick,
  'npm run fault -- restore': quick,
  'df -h .': quick,
  "npm run metrics -- 'kafka_server_raft_current_leader'": quick,
  date: quick,
  'npm run restart -- broker-1': breaking,
  "npm run metrics -- 'kafka_server_raft_current_epoch'": quick,
  uptime: quick,
  "npm run metrics -- 'rate(kafka_server_replicamanager_isrshrinks_total[5m])'": quick,
  'npm run restart -- broker-3': breaking,
  'npm run logs -- --service event-source --level warn': quick,
  'curl -sS localhost:4568/status': quick,
  'npm run restart -- event-source': breaking,
  "npm run metrics -- 'increase(event_source_errors_total[10m]) > 0'": quick,
  "npm run metrics -- 'rate(event_source_invoke_duration_seconds_sum[5m]) / rate(event_source_invoke_duration_seconds_count[5m])'":
    quick,
  'npm run deploy': breaking,
  'npm run logs -- --function index --level warn --since 10m': quick,
  'npm run dead-letters -- list --since 1h': quick,
  'npm run dead-letters -- show <письмо>': { run: 'quick', with: { '<письмо>': 'a letter' } },
  'npm run dead-letters -- discard --code <код> --reason "сообщили магазину"': {
    run: 'quick',
    with: { '<код>': 'invalid_json' },
  },
  'npm run deploy -- --only <функция>': { run: 'quick', with: aFunction },
  'npm run dead-letters -- redrive --function <функция> --dry-run': { run: 'quick', with: aFunction },
  'npm run dead-letters -- redrive --function <функция>': { run: 'quick', with: aFunction },
  'npm run dead-letters -- list --state returned': quick,
  'npm run bans -- status': quick,
  'npm run bans -- history': quick,
  'npm run bans -- rejected --rule <правило>': { run: 'quick', with: aRule },
  'npm run bans -- show <правило>': { run: 'quick', with: aRule },
  'npm run bans -- remove <правило>': { run: 'quick', with: { '<правило>': 'runbook-removed' } },
  'npm run logs -- --function sweep --level warn': quick,
  'npm run logs -- --function <функция> --level error --since 10m': { run: 'quick', with: aFunction },
  'npm run hdfs -- dfsadmin -safemode get': quick,
  'npm run logs -- --service opensearch --level warn': quick,
  'npm run restart -- opensearch': breaking,
  'curl -sS localhost:9200/_cluster/health?pretty': quick,
  'curl -sS localhost:9200/_cat/shards?v': quick,
  'curl -sS localhost:9200/_cluster/allocation/explain?pretty': quick,
  'curl -sS localhost:9200/_cat/nodes?v': quick,
  'npm run logs -- --service namenode --level warn': quick,
  'npm run restart -- namenode': breaking,
  'npm run logs -- --service datanode --level warn': quick,
  'npm run restart -- datanode': breaking,
  'npm run hdfs -- dfsadmin -report': quick,
  'npm run hdfs -- dfsadmin -safemode leave': quick,
  'npm run hdfs -- -df -h /': quick,
  'npm run hdfs -- -du -h /raw /analytics': quick,
  'npm run hdfs -- -rm -r -skipTrash <папка>': { run: 'quick', with: { '<папка>': '/runbook' } },
  'npm run logs -- --function analytics --level warn --since 1h': quick,
  'npm run analytics -- run': breaking,
  'npm run certs': quick,
  'npm run logs -- --function metrics --level warn --since 10m': quick,
  'npm run logs -- --function search --level warn --since 1h': quick,
  "npm run metrics -- 'max by (function, topic) (event_source_oldest_record_age_seconds)'": quick,
  'npm run logs -- --function search --level error': quick,
  'npm run client -- search --name часы': quick,
  'npm run logs -- --service engine --level warn': quick,
  'npm run restart -- engine': breaking,
  'npm run restart -- metrics': breaking,
  "npm run metrics -- 'up == 0'": quick,
  'npm run restart -- prometheus': breaking,
  'npm run alerts -- list --all': quick,
  'npm run certs -- renew': breaking,
  'npm run certs -- renew --authority': { never: 'the platform would have to be stopped' },
  'npm run restart -- prometheus alertmanager': breaking,
};

/** What people type, among what stands between backticks. */
const typed = /^(?:npm |curl |df |date$|uptime$)/u;

/** Kinds of faults, which have a test of their own: local/faults/main.servers.test.ts and tests/alerts.servers.test.ts. */
const isPattern = (command: string): boolean => command.includes('…');

/** The commands of a document: the lines of its blocks for a shell, and what it names in the text. */
export function commandsOf(document: string): readonly string[] {
  const lines = fencedBlocks(document)
    .filter(({ kind }) => kind === 'sh')
    .flatMap(({ content }) => commandsInBlock(content));
  const spans = Array.from(
    withoutBlocks(document).matchAll(/`(?<span>[^`]+)`/gu),
    ({ groups }) => groups?.['span'] ?? '',
  );
  const commands = [...lines, ...spans.map((span) => span.replaceAll(/\s+/gu, ' '))];
  return [...new Set(commands.filter((command) => typed.test(command) && !isPattern(command)))];
}
