import { defineConfig } from 'vitest/config';

const tests = ['functions', 'modules', 'local', 'cdk', 'certs', 'bench', 'monitoring', 'tests'].map(
  (folder) => `${folder}/**`,
);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Half of the time was loading the same modules for every file; tests share nothing but them.
          isolate: false,
          pool: 'threads',
          // Each loads the modules that its tests need anew.
          maxWorkers: 2,
          // CDK loads CloudFormation's rules longer than all tests of the stack take: cdk/template-rules.slow.test.ts applies them.
          env: { CDK_VALIDATION: 'false' },
          include: tests.map((folder) => `${folder}/*.test.ts`),
          // cdk/marketplace-stack.test.ts runs those of the stack.
          exclude: ['servers', 'faults', 'stack', 'process', 'copy', 'slow', 'localstack', 'containers'].map(
            (kind) => `**/*.${kind}.test.ts`,
          ),
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: tests.map((folder) => `${folder}/*.slow.test.ts`),
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'process',
          include: tests.map((folder) => `${folder}/*.process.test.ts`),
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'copy',
          include: tests.map((folder) => `${folder}/*.copy.test.ts`),
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'servers',
          include: tests.map((folder) => `${folder}/*.servers.test.ts`),
          globalSetup: 'tests/support/instance.setup.ts',
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: tests.map((folder) => `${folder}/*.faults.test.ts`),
          globalSetup: 'tests/support/instance.setup.ts',
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'containers',
          include: tests.map((folder) => `${folder}/*.containers.test.ts`),
          globalSetup: 'tests/support/containers.setup.ts',
          fileParallelism: false,
          testTimeout: 300_000,
        },
      },
      {
        test: {
          // The name is the engine's: the set-up starts an instance on it.
          name: 'localstack',
          include: tests.map((folder) => `${folder}/*.localstack.test.ts`),
          globalSetup: 'tests/support/instance.setup.ts',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
