/** Where a LocalStack-compatible engine says it is, and whose resources it has. */
export const engineRegion = 'us-east-1';
export const engineAccount = '000000000000';

/** The brokers of an instance, as MSK names a cluster. */
export const clusterName = 'marketplace';

const clusterId = '00000000-0000-0000-0000-000000000000-1';
export const clusterArn = `arn:aws:kafka:${engineRegion}:${engineAccount}:cluster/${clusterName}/${clusterId}`;
