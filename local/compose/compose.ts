import { join } from 'node:path';
import { stringify } from 'yaml';
import { projectRoot } from '../instance/instance.ts';
import { otherContainers } from './other-containers.ts';
import { platformContainers } from './platform-containers.ts';

export const composeFile = join(projectRoot, 'docker-compose.localstack.yml');

const header = `# The whole system in containers: docs/containers.md says how to use it.
# Written by \`npm run compose\` from local/compose and from the services of \`npm start\`; edit those.
`;

/** The text of docker-compose.localstack.yml. */
export function composeText(): string {
  const project = {
    name: 'marketplace-analytics',
    services: { ...platformContainers(), ...otherContainers },
    volumes: { state: {}, localstack: {}, grafana: {} },
  };
  return `${header}${stringify(project, { version: '1.1', lineWidth: 120, aliasDuplicateObjects: false })}`;
}
