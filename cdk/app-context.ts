import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };

/**
 * How CDK itself behaves: as it recommends, but that what one stack takes of another is an export, which CloudFormation keeps
 * unchanged as long as it is in use. So no deployment can put something new and empty in the place of data that functions use.
 */
export const appContext = { ...recommendedFlags, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
