/** A finding of cdk-nag's AwsSolutions that stays, and why. */
export interface AcceptedFinding {
  readonly rule: RegExp;
  /** Paths of the constructs, below their stack. */
  readonly at: RegExp;
  readonly reason: string;
}

/** Every finding that stays: what is not here fails the tests, and so does what is here and is found no more. */
export const acceptedFindings: readonly AcceptedFinding[] = [
  {
    rule: /^AwsSolutions-APIG2$/u,
    at: /^Api\//u,
    reason: 'Functions check requests, and answer with a problem that names the parameter.',
  },
  {
    rule: /^AwsSolutions-APIG3$/u,
    at: /^Api\//u,
    reason:
      'Which requests a web ACL should refuse is for whoever runs the account to say; rates are limited without one.',
  },
  {
    rule: /^AwsSolutions-(?:APIG4|COG4)$/u,
    at: /^Api\//u,
    reason: 'Buyers show an API key; moderators and Prometheus show keys that the functions check: decision 026.',
  },
  {
    rule: /^AwsSolutions-EMR4$/u,
    at: /^Hdfs\/Cluster$/u,
    reason: 'Disks are encrypted; the rule looks for it one level above EncryptionConfiguration, where EMR reads it.',
  },
  {
    rule: /^AwsSolutions-EMR5$/u,
    at: /^Hdfs\/Cluster$/u,
    reason:
      'WebHDFS over TLS takes certificates of the nodes. Security groups let only those in who read and write files.',
  },
  { rule: /^AwsSolutions-EMR6$/u, at: /^Hdfs\/Cluster$/u, reason: 'Without a key pair nobody can log in to a node.' },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/u,
    at: /^\w+\/Role\//u,
    reason: 'Lambda attaches functions to the network under their roles, where AWS knows no narrower resource.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<OpenSearchDomain\w+\.Arn>\/.*\*\]$/u,
    at: /^\w+\/Role\//u,
    reason: 'The ids of documents are not known beforehand, and to look at what there is harms nothing.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<SparkApplication\w+\.Arn>\/jobruns\/\*\]$/u,
    at: /^Analyses\/Role\//u,
    reason: 'EMR Serverless makes up the ids of job runs.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/u,
    at: /^Analyses\/Role\//u,
    reason: 'Step Functions sets up where its logs go by actions for which AWS knows no narrower resource.',
  },
  {
    rule: /^AwsSolutions-SF2$/u,
    at: /^Analyses\//u,
    reason: 'Its log has each step of an execution with its times; nothing else in the platform is traced by X-Ray.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AmazonAPIGatewayPushToCloudWatchLogs\]$/u,
    at: /^ApiLogs\/Role\//u,
    reason:
      'The role is that of the whole account, and API Gateway takes none that may do less than this policy of its own.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<EmrLogs\w+\.Arn>\/(?:hdfs|spark)\/\*\]$/u,
    at: /^(?:Hdfs\/NodeRole|Spark\/JobRole)\//u,
    reason: 'EMR makes up the names of log files, below a folder for each role.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|arn:aws:ec2:.*\/\*)\]$/u,
    at: /^Hdfs\/ServiceRole\//u,
    reason:
      'EC2 makes up the ids of what EMR starts. A tag bounds what it may change; AWS cannot bound what it describes.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::.*KafkaCluster.*ban-list-\*.*\]$/u,
    at: /^(?:filter|index|sweep|bans)\/Role\//u,
    reason: 'Each reader of the ban list makes up a group of its own, since everyone needs the whole list.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::(?:\*|<HdfsCopiesBucket\w+\.Arn>\/files\/\*)\]$/u,
    at: /^Hdfs\/NodeRole\//u,
    reason: 'Copies have the names of the files; metrics have no resource, a condition bounds their namespace.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*AWSLambdaBasicExecutionRole\]$/u,
    at: /^AWS679f53fac002430cb0da5b7982bd2287\/ServiceRole\//u,
    reason: "CDK's own function for calls of a deployment, which asks EMR for its nodes, writes its log.",
  },
  {
    rule: /^AwsSolutions-OS4$/u,
    at: /^OpenSearch\//u,
    reason: 'A small stage saves three nodes: its data nodes choose one of them to lead.',
  },
  {
    rule: /^AwsSolutions-OS3$/u,
    at: /^OpenSearch\//u,
    reason: 'The domain has addresses of the private network only, where a security group says who reaches it.',
  },
  {
    rule: /^AwsSolutions-OS5$/u,
    at: /^OpenSearch\//u,
    reason: 'A domain without a policy of its own answers nobody whose role does not say so.',
  },
  {
    rule: /^AwsSolutions-SMG4$/u,
    at: /^(?:bansKeys|intakeKeys|metricsKey|notifyBot)\//u,
    reason: 'People exchange the bot at Telegram, and keys with those who show them.',
  },
];
