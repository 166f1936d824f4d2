/** What shows that a command of a document works: this test suite runs it, another test does, or why nothing can. */
export type Fate =
  | { readonly kind: 'run'; readonly code: number }
  | { readonly kind: 'tested'; readonly by: string }
  | { readonly kind: 'not run'; readonly because: string };

const run: Fate = { kind: 'run', code: 0 };
/** The sample has products that are refused on purpose, which these commands say. */
const saysWhatIsRefused: Fate = { kind: 'run', code: 1 };
const tested = (by: string): Fate => ({ kind: 'tested', by });
const notRun = (because: string): Fate => ({ kind: 'not run', because });

const endsPlatform = notRun(
  'starts or ends the platform that the tests use; tests/start.servers.test.ts has one of its own',
);
const runsTests = notRun('runs tests, this one among them');
const containers = tested('tests/flow.containers.test.ts');
const shellOfEngine = tested('local/engine/shell.servers.test.ts');
const whatSurvives = tested('tests/what-survives.faults.test.ts');
const moderators = tested('local/bans/main.process.test.ts');
const moderatorsApi = tested('tests/bans.servers.test.ts');
const standInAlone = notRun(
  "stands beside an engine and a stack of the reader's own; the stand-in's own tests start it so",
);

/** By how a command begins; the longest beginning counts. */
export const fates: Readonly<Record<string, Fate>> = {
  'npm start': endsPlatform,
  'npm stop': endsPlatform,
  'npm test': runsTests,
  'npm run check': runsTests,
  'npm run test:': runsTests,
  'npx vitest': runsTests,
  'MARKETPLACE_TEST_INSTANCE=': runsTests,
  'npm run deploy': tested('local/deploy/deploy.servers.test.ts'),
  'npm run fault': tested('local/faults/main.servers.test.ts'),
  'npx node --inspect-brk local/debug/main.ts': tested('local/debug/main.servers.test.ts'),
  'npx node local/event-source/main.ts': notRun('a second event source beside the one that the tests use'),
  'eval "$(npm run --silent engine:env)"': shellOfEngine,
  'npx cdk deploy': shellOfEngine,
  'npm run shop -- send --file samples/products.json --check': saysWhatIsRefused,
  'npm run shop -- send --file samples/products.json': tested('local/shop-api/send-file.servers.test.ts'),
  'npm run shop -- fate': saysWhatIsRefused,
  'npm run shop -- withdraw': run,
  'npm run client': run,
  'curl -X GET "http://localhost:9200': run,
  'curl "http://localhost:9200': run,
  'npm run relevance': tested('bench/relevance/relevance.servers.test.ts'),
  'npm run relevance -- report': run,
  'npm run bans -- test': run,
  'npm run bans -- add': moderators,
  'npm run bans -- edit': moderators,
  'npm run bans -- remove': moderators,
  'npm run bans -- import': moderators,
  'npm run bans -- rejected': run,
  'npm run bans -- history': run,
  'npm run bans -- list': run,
  'npm run bans -- status --watch': notRun('goes on until Ctrl-C'),
  'npm run bans -- export': run,
  'npm run -s bans -- judge': tested('local/bans/judge.test.ts'),
  'npm run recommend': run,
  'npm run analytics': run,
  'npm run analytics -- run --engine spark': tested('functions/analytics/engines.servers.test.ts'),
  'npm run hdfs': run,
  'npm run alerts -- inbox --follow': notRun('goes on until Ctrl-C'),
  'npm run status': run,
  'npm run dead-letters -- list': run,
  'npm run keys': run,
  'npm run kafka:config': run,
  'npm run indices -- refill': tested('local/indices/refill.faults.test.ts'),
  'docker compose': containers,
  'aws secretsmanager': tested('local/deploy/secrets.servers.test.ts'),
  'API=': moderatorsApi,
  'curl "$API/bans': moderatorsApi,
  'git pull': notRun('changes the checkout'),
  'tar -czf marketplace-backup.tgz': whatSurvives,
  'rm -r .local/default/opensearch': whatSurvives,
  'apt-get install chromium': notRun('made the pictures once'),
  chromium: notRun('made the pictures once'),
  pngquant: notRun('made the pictures once'),
  'export AWS_': standInAlone,
  'node local/': standInAlone,
  'arn=': standInAlone,
  'now=': standInAlone,
  'cat > events.json': standInAlone,
  'aws logs': standInAlone,
  'aws cloudwatch': standInAlone,
  'aws kafka': standInAlone,
  'sleep 6': standInAlone,
  'curl -s localhost:4569/status': standInAlone,
};

/** The beginning in the table that a command has, the longest. */
export const beginningOf = (command: string): string | undefined =>
  Object.keys(fates)
    .filter((beginning) => command.startsWith(beginning))
    .toSorted((a, b) => b.length - a.length)[0];
