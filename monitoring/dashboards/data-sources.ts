import { indexNames } from '../../modules/opensearch/indices.ts';

const opensearch = 'grafana-opensearch-datasource';

/**
 * Where panels get their data from. The same identifiers stand in ../grafana/provisioning/datasources; a data source of
 * OpenSearch is one index with its field of time.
 */
export const dataSources = {
  prometheus: { type: 'prometheus', uid: 'prometheus' },
  cloudwatch: { type: 'cloudwatch', uid: 'cloudwatch' },
  clientQueries: {
    type: opensearch,
    uid: 'opensearch-client-queries',
    index: indexNames.clientQueries,
    timeField: 'timestamp',
  },
  rejectedProducts: {
    type: opensearch,
    uid: 'opensearch-rejected-products',
    index: indexNames.rejectedProducts,
    timeField: 'rejected_at',
  },
} as const;

export type DataSource = (typeof dataSources)[keyof typeof dataSources];

/** How panels name a data source. */
export const reference = ({ type, uid }: DataSource): { type: string; uid: string } => ({ type, uid });
