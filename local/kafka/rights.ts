import { principals, type Rights } from '../../modules/platform/access.ts';
import type { AclEntry, AclOperationTypes, AclResourceTypes, Admin } from '../../modules/kafka/library.ts';
import { aclEntry, Operation, Pattern, Permission, principalOf, Resource, theCluster } from './acl.ts';

/** Gives each principal the rights that are declared, and takes from it those that no longer are. Denials are not touched. */
export async function provisionRights(admin: Admin): Promise<void> {
  const declared = Object.entries(principals).flatMap(([name, rights]) => aclsOf(name, rights));
  await admin.createAcls({ acl: declared });
  const wanted = new Set(declared.map((acl) => idOf(acl)));
  const given = (await Promise.all(Object.keys(principals).map((name) => allowedTo(admin, name)))).flat();
  const filters = given.filter((acl) => !wanted.has(idOf(acl)));
  if (filters.length > 0) await admin.deleteAcls({ filters });
}

const idOf = ({ principal, host, resourceType, resourceName, resourcePatternType, operation }: AclEntry): string =>
  JSON.stringify([principal, host, resourceType, resourceName, resourcePatternType, operation]);

async function allowedTo(admin: Admin, name: string): Promise<AclEntry[]> {
  const principal = principalOf(name);
  const { resources } = await admin.describeAcls({
    principal,
    resourceType: Resource.ANY,
    resourcePatternType: Pattern.ANY,
    operation: Operation.ANY,
    permissionType: Permission.ALLOW,
  });
  return resources.flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })));
}

/**
 * The ACLs that give a principal exactly its rights. Write implies idempotent write since Kafka 3.0 (KIP-679), and read and
 * write imply describe. Lambda's event source mappings ask for the settings of the brokers before they read:
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-troubleshoot.html
 */
export function aclsOf(principal: string, rights: Rights): AclEntry[] {
  const allow = (resource: AclResourceTypes, name: string, operation: AclOperationTypes): AclEntry =>
    aclEntry({ principal, resource, name, operation });
  const { TOPIC, GROUP, CLUSTER } = Resource;
  const { DESCRIBE, DESCRIBE_CONFIGS, READ, WRITE } = Operation;
  return [
    ...(rights.reads ?? []).map((topic) => allow(TOPIC, topic, READ)),
    ...(rights.writes ?? []).map((topic) => allow(TOPIC, topic, WRITE)),
    ...(rights.describes ?? []).map((topic) => allow(TOPIC, topic, DESCRIBE)),
    ...(rights.groups ?? []).map((group) => allow(GROUP, group, READ)),
    ...(rights.groups === undefined ? [] : [allow(CLUSTER, theCluster, DESCRIBE_CONFIGS)]),
    ...(rights.groupPrefixes ?? []).map((name) =>
      aclEntry({ principal, resource: GROUP, name, operation: READ, pattern: Pattern.PREFIXED }),
    ),
    ...(rights.describedGroups ?? []).map((group) => allow(GROUP, group, DESCRIBE)),
  ];
}
