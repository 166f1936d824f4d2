/** Where a mapping's records come from. */
export type EventSource =
  | { readonly kind: 'self-managed'; readonly bootstrapServers: readonly string[] }
  | { readonly kind: 'msk'; readonly clusterArn: string };

/** Where a consumer group without committed offsets begins. */
export type StartingPosition =
  | { readonly kind: 'TRIM_HORIZON' }
  | { readonly kind: 'LATEST' }
  /** Epoch milliseconds. */
  | { readonly kind: 'AT_TIMESTAMP'; readonly timestamp: number };

/** One Kafka event source mapping of a deployed stack, with everything resolved that polling needs. */
export interface Mapping {
  /** Logical id in the template: the mapping's name within its stack. */
  readonly id: string;
  /** Name or ARN, as Invoke takes it. */
  readonly functionName: string;
  /** Milliseconds after which the engine ends the function. */
  readonly functionTimeout: number;
  readonly source: EventSource;
  readonly topic: string;
  readonly groupId: string;
  readonly startingPosition: StartingPosition;
  readonly enabled: boolean;
  /** Most records of one event. */
  readonly batchSize: number;
  /** Longest time in milliseconds that a record waits for others to fill its event. */
  readonly batchingWindow: number;
  /** Most invocations at the same time. */
  readonly maximumPollers: number;
  /** Secret with {certificate, privateKey}: CLIENT_CERTIFICATE_TLS_AUTH. */
  readonly clientCertificateSecret: string;
  /** Secret with {certificate}: SERVER_ROOT_CA_CERTIFICATE; without it the CA must be known to this machine. */
  readonly rootCaSecret: string | undefined;
  /** DestinationConfig's Kafka topic: where records go that no event can carry or the function fails on for good. */
  readonly onFailureTopic: string | undefined;
  /** How often an event that the function failed on is sent again; infinite unless said otherwise. */
  readonly maximumRetries: number;
  /** Properties that AWS acts on and this event source does not, so that nobody relies on them unknowingly. */
  readonly notApplied: readonly string[];
}
