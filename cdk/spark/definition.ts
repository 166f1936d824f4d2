/** What the definition of the state machine leaves open, as `${Name}` in it. */
export const placeholders = [
  'Function',
  'Application',
  'JobRole',
  'SparkSettings',
  'Script',
  'Logs',
  'HdfsUri',
] as const;

/** Minutes after which EMR Serverless ends a job. */
const jobMinutes = 120;
/** Seconds that a step of the function has: as many as the function itself. */
const stepSeconds = 900;

/** Whatever fails, but by taking too long, is tried again: at times of its own, that several stages do not meet. */
const again = (seconds: number, times: number): object[] => [
  {
    ErrorEquals: ['States.TaskFailed'],
    IntervalSeconds: seconds,
    BackoffRate: 2,
    MaxAttempts: times,
    JitterStrategy: 'FULL',
  },
];

const abandoned = [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Abandon' }];

const callOfFunction = (parameters: object) => ({
  Type: 'Task' as const,
  Resource: '${Function}',
  Parameters: parameters,
  TimeoutSeconds: stepSeconds,
  Retry: again(20, 2),
});

/**
 * One analysis on Spark: the function exports the products and says what is to be computed, EMR Serverless computes it, the
 * function publishes it. A run that comes to nothing is abandoned, so that the next one need not wait until its lock expires.
 */
export const definition = {
  Comment: 'One analysis: export, Spark, publish',
  StartAt: 'Export',
  // Two attempts of a job, and what the steps around it take at most.
  TimeoutSeconds: 2 * (jobMinutes + 10) * 60 + 2 * 3 * stepSeconds,
  States: {
    Export: {
      ...callOfFunction({ step: 'export' }),
      ResultPath: '$.run',
      Catch: abandoned,
      Next: 'Begun',
    },
    Begun: {
      Type: 'Choice',
      Choices: [{ Variable: '$.run.begun', BooleanEquals: true, Next: 'Spark' }],
      Default: 'AnotherRuns',
    },
    AnotherRuns: { Type: 'Succeed' },
    Spark: {
      Type: 'Task',
      // The name of the integration in all commercial regions; cfn-lint takes no other.
      Resource: 'arn:aws:states:::emr-serverless:startJobRun.sync',
      Parameters: {
        ApplicationId: '${Application}',
        'ClientToken.$': 'States.UUID()',
        'Name.$': "States.Format('analytics-{}', $.run.run_id)",
        ExecutionRoleArn: '${JobRole}',
        ExecutionTimeoutMinutes: jobMinutes,
        JobDriver: {
          SparkSubmit: {
            EntryPoint: '${Script}',
            'EntryPointArguments.$': "States.Array(States.Format('${HdfsUri}{}', $.run.job))",
            SparkSubmitParameters: '${SparkSettings}',
          },
        },
        ConfigurationOverrides: { MonitoringConfiguration: { S3MonitoringConfiguration: { LogUri: '${Logs}' } } },
      },
      // EMR Serverless ends the job itself before; this is for when nobody hears of it.
      TimeoutSeconds: (jobMinutes + 10) * 60,
      Retry: again(60, 1),
      Catch: abandoned,
      ResultPath: null,
      Next: 'Publish',
    },
    Publish: {
      ...callOfFunction({ step: 'publish', 'token.$': '$.run.token' }),
      Catch: abandoned,
      ResultPath: null,
      End: true,
    },
    Abandon: {
      ...callOfFunction({ step: 'abandon', 'of.$': '$' }),
      // Whatever else is wrong: why the run failed is what people are told.
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Failed' }],
      ResultPath: null,
      Next: 'Failed',
    },
    Failed: { Type: 'Fail', ErrorPath: '$.failure.Error', CausePath: '$.failure.Cause' },
  },
};
