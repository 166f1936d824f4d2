import packageJson from '../../package.json' with { type: 'json' };
import { entriesOf, recordOf } from '../../modules/objects/entries.ts';
import { principals, type Rights } from '../../modules/platform/access.ts';
import { topicNames, topics, type Topic, type TopicSettings } from '../../modules/platform/topics.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { topicContents } from './topics.ts';

/** The topics as AsyncAPI 3: https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Marketplace topics',
      version: packageJson.version,
      description:
        'Topics of Kafka. Brokers ask for TLS with a certificate, whose common name is who one is: each may read and write ' +
        'what its operations here say.',
    },
    defaultContentType: 'application/json',
    servers: {
      local: {
        host: 'localhost:9092',
        protocol: 'kafka-secure',
        security: [{ $ref: '#/components/securitySchemes/certificate' }],
      },
    },
    channels: recordOf(topicNames, channelOf),
    operations: Object.fromEntries(
      entriesOf<string, Rights>(principals).flatMap(([name, rights]) => operationsOf(name, rights)),
    ),
    components: { securitySchemes: { certificate: { type: 'X509' } } },
  };
}

function channelOf(topic: Topic): object {
  const { summary, key, value, headers = [] } = topicContents[topic];
  const { partitions, cleanup, retention, maxMessageBytes }: TopicSettings = topics[topic];
  return {
    address: topic,
    description: summary,
    messages: {
      record: {
        summary,
        contentType: value === undefined ? 'application/octet-stream' : 'application/json',
        ...(headers.length > 0 && {
          headers: {
            type: 'object',
            properties: Object.fromEntries(headers.map((name) => [name, { type: 'string' }])),
          },
        }),
        payload: value === undefined ? {} : jsonSchemaOf(value),
        bindings: { kafka: { key: { type: 'string', description: key }, bindingVersion: '0.5.0' } },
      },
    },
    bindings: {
      kafka: {
        partitions,
        topicConfiguration: {
          'cleanup.policy': [cleanup],
          ...(retention !== undefined && { 'retention.ms': retention }),
          'max.message.bytes': maxMessageBytes,
        },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function operationsOf(name: string, { reads = [], writes = [] }: Rights): [string, object][] {
  const operation = (action: 'send' | 'receive', topic: Topic): [string, object] => [
    `${name}_${action === 'send' ? 'writes' : 'reads'}_${topic}`,
    {
      action,
      title: `${name} ${action === 'send' ? 'writes' : 'reads'} ${topic}`,
      channel: { $ref: `#/channels/${topic}` },
    },
  ];
  return [...reads.map((topic) => operation('receive', topic)), ...writes.map((topic) => operation('send', topic))];
}
