import { expect, test } from 'vitest';
import { mappingGroups, principalNames, principals, type Principal } from '../../modules/platform/access.ts';
import { aclEntry, Operation, Resource } from './acl.ts';
import { aclsOf } from './rights.ts';

const withMappings = new Set<Principal>(mappingGroups.map(({ functionName }) => functionName));

const rightsOnCluster = (name: Principal) =>
  aclsOf(name, principals[name]).filter(({ resourceType }) => resourceType === Resource.CLUSTER);

test.each([...withMappings])('%s, whose certificate mappings use, may read the settings of the brokers', (name) => {
  const settings = {
    resource: Resource.CLUSTER,
    name: 'kafka-cluster',
    operation: Operation.DESCRIBE_CONFIGS,
  };
  expect(rightsOnCluster(name)).toEqual([aclEntry({ principal: name, ...settings })]);
});

test.each(principalNames.filter((name) => !withMappings.has(name)))('%s has no right on the cluster', (name) => {
  expect(rightsOnCluster(name)).toEqual([]);
});
