import { parse, type CollectionTag, type ScalarTag, type YAMLMap, type YAMLSeq } from 'yaml';
import { z } from 'zod';
import { PlatformError } from '../../../modules/errors/platform-error.ts';

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });

const templateSchema = z.looseObject({
  Parameters: z
    .record(z.string(), z.looseObject({ Default: z.union([z.string(), z.number(), z.boolean()]).optional() }))
    .default({}),
  Resources: z.record(z.string(), resource).default({}),
});

/** The parts of a CloudFormation template that mappings are read from. */
export type Template = z.infer<typeof templateSchema>;

/** Short forms of YAML templates, e.g. `!Ref Function` for `{Ref: Function}`. */
const shortForms = ['GetAtt', 'Join', 'Sub', 'Select', 'Split', 'If', 'FindInMap', 'ImportValue', 'Base64'];
const tags = [...tagsOf('Ref', 'Ref'), ...shortForms.flatMap((name) => tagsOf(name, `Fn::${name}`))];

/** Reads a template body: YAML with CloudFormation's short forms, or JSON, which YAML includes. `cdk deploy` sends YAML. */
export function parseTemplate(body: string): Template {
  try {
    return templateSchema.parse(parse(body, { customTags: tags, logLevel: 'error' }));
  } catch (error) {
    throw new PlatformError('input_invalid', 'the template of the stack cannot be read', { cause: error });
  }
}

function tagsOf(shortForm: string, longForm: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${shortForm}`;
  const fromCollection = (node: YAMLMap | YAMLSeq): unknown => ({ [longForm]: node.toJSON() });
  return [
    { tag, resolve: (text) => ({ [longForm]: text }) },
    { tag, collection: 'seq', resolve: fromCollection },
    { tag, collection: 'map', resolve: fromCollection },
  ];
}
