import { administrator } from '../../modules/platform/access.ts';
import { variable } from '../../modules/config/environment.ts';
import { engineRegion } from '../../modules/platform/instance/cluster.ts';
import { bootstrapServers, urlOf, type Located } from '../../modules/platform/instance/hosts.ts';
import { portsAt } from '../../modules/platform/instance/ports.ts';
import { brokers } from '../services/kafka.ts';
import {
  fromImage,
  healthcheck,
  healthy,
  lasting,
  oneShot,
  onlyHere,
  state,
  stateDirectory,
  type ComposeService,
} from './container-settings.ts';

const instance: Located = { ports: portsAt(0), inContainers: true };
const localstack = urlOf(instance, 'engine', 'engine');
const opensearch = urlOf(instance, 'opensearch', 'opensearch');
/** Whoever owns the files of the platform's containers. */
const sameUser = '1000:1000';
/** As Docker Compose names it, which makes the variable itself. */
const networkName = '${COMPOSE_PROJECT_NAME}_default';

/** Programs of others: the cloud engine, and pages to look at. */
export const otherContainers: Readonly<Record<string, ComposeService>> = {
  localstack: {
    ...lasting('2g'),
    image: 'localstack/localstack:4.14.0',
    hostname: 'engine',
    networks: { default: { aliases: ['engine'] } },
    profiles: ['localstack'],
    ports: [onlyHere(instance.ports.engine)],
    environment: {
      LOCALSTACK_HOST: `engine:${instance.ports.engine}`,
      // Functions run in containers of their own, beside the others.
      LAMBDA_DOCKER_NETWORK: networkName,
      LAMBDA_DOCKER_FLAGS: `-e ${variable.mskEndpoint}=${urlOf(instance, 'msk', 'msk')}`,
      LAMBDA_KEEPALIVE_MS: '600000',
      // The bundles are made for this machine, whatever processor AWS is asked for.
      LAMBDA_IGNORE_ARCHITECTURE: '1',
      // It knows all of the stack but CloudWatch's dashboard, which is left out.
      CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
    },
    volumes: [
      '/var/run/docker.sock:/var/run/docker.sock',
      'localstack:/var/lib/localstack',
      // Without it LocalStack refuses the mappings, and with them the stack.
      './local/compose/localstack:/etc/localstack/init/start.d:ro',
    ],
    healthcheck: healthcheck(['curl', '-sf', `http://localhost:${instance.ports.engine}/_localstack/health`], 60),
  },
  'opensearch-dashboards': {
    ...lasting('1g'),
    image: 'opensearchproject/opensearch-dashboards:3.8.0',
    ports: [onlyHere(5601)],
    environment: { OPENSEARCH_HOSTS: JSON.stringify([opensearch]), DISABLE_SECURITY_DASHBOARDS_PLUGIN: 'true' },
    depends_on: healthy('opensearch'),
    healthcheck: healthcheck(['curl', '-sf', 'http://localhost:5601/api/status'], 120),
  },
  'saved-searches': {
    ...oneShot('256m'),
    ...fromImage,
    entrypoint: ['node', 'local/compose/import-saved-objects.ts'],
    command: ['--url', 'http://opensearch-dashboards:5601'],
    depends_on: { ...healthy('opensearch-dashboards', 'provision') },
  },
  grafana: {
    ...lasting('512m'),
    image: 'grafana/grafana:13.2.3',
    user: sameUser,
    ports: [onlyHere(3000)],
    // Grafana asks CloudWatch under the keys of the engine, which `prepare` has made.
    entrypoint: ['sh', '-c', `set -a && . ${stateDirectory}/grafana.env && exec /run.sh`],
    environment: {
      GF_SECURITY_ADMIN_USER: 'admin',
      GF_SECURITY_ADMIN_PASSWORD: 'admin',
      GF_USERS_DEFAULT_LANGUAGE: 'ru-RU',
      GF_PLUGINS_PREINSTALL: 'grafana-opensearch-datasource',
      AWS_REGION: engineRegion,
      PROMETHEUS_URL: urlOf(instance, 'prometheus', 'prometheus'),
      CLOUDWATCH_ENDPOINT: localstack,
      OPENSEARCH_URL: opensearch,
    },
    volumes: [
      `${state}:ro`,
      'grafana:/var/lib/grafana',
      './monitoring/grafana/provisioning:/etc/grafana/provisioning:ro',
      './monitoring/grafana/dashboards:/etc/grafana/dashboards:ro',
      // Panels link to its sections.
      './docs:/usr/share/grafana/public/docs:ro',
    ],
    depends_on: healthy('prometheus'),
    healthcheck: healthcheck(['wget', '-q', '--spider', 'http://localhost:3000/api/health'], 60),
  },
  'kafka-ui': {
    ...lasting('768m'),
    image: 'kafbat/kafka-ui:v1.3.0',
    user: sameUser,
    ports: [onlyHere(8080)],
    environment: {
      KAFKA_CLUSTERS_0_NAME: 'marketplace',
      KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS: bootstrapServers(instance).join(','),
      KAFKA_CLUSTERS_0_PROPERTIES_SECURITY_PROTOCOL: 'SSL',
      KAFKA_CLUSTERS_0_PROPERTIES_SSL_KEYSTORE_TYPE: 'PEM',
      KAFKA_CLUSTERS_0_PROPERTIES_SSL_KEYSTORE_LOCATION: `${stateDirectory}/certs/${administrator}.pem`,
      KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_TYPE: 'PEM',
      KAFKA_CLUSTERS_0_PROPERTIES_SSL_TRUSTSTORE_LOCATION: `${stateDirectory}/certs/ca.crt`,
      KAFKA_CLUSTERS_0_READONLY: 'true',
    },
    volumes: [`${state}:ro`],
    depends_on: healthy(...brokers.map(({ name }) => name)),
    healthcheck: healthcheck(['wget', '-q', '--spider', 'http://localhost:8080/actuator/health'], 90),
  },
};
