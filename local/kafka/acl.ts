import kafkajs, { type AclEntry, type AclOperationTypes, type AclResourceTypes } from '../../modules/kafka/library.ts';

export const {
  AclOperationTypes: Operation,
  AclPermissionTypes: Permission,
  AclResourceTypes: Resource,
  ResourcePatternTypes: Pattern,
} = kafkajs;

/** The one name that the resource CLUSTER has. */
export const theCluster = 'kafka-cluster';

/** What a principal may or may not do, and to what. */
export interface Rule {
  readonly principal: string;
  /** DENY is stronger. ALLOW unless said otherwise. */
  readonly permission?: AclEntry['permissionType'];
  readonly resource: AclResourceTypes;
  readonly name: string;
  readonly operation: AclOperationTypes;
  /** LITERAL unless said otherwise. */
  readonly pattern?: AclEntry['resourcePatternType'];
}

/** A principal as Kafka names it: the subject of its certificate. */
export const principalOf = (name: string): string => `User:CN=${name}`;

/** The entry of a rule, for whatever host the principal comes from. */
export const aclEntry = ({
  principal,
  permission = Permission.ALLOW,
  resource,
  name,
  operation,
  pattern = Pattern.LITERAL,
}: Rule): AclEntry => ({
  principal: principalOf(principal),
  host: '*',
  permissionType: permission,
  resourcePatternType: pattern,
  resourceType: resource,
  resourceName: name,
  operation,
});
