import { type Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addChecks } from '../../../stacks/rules/addChecks.ts';
import { CONTAINERS } from '../containers/onEcs.ts';
import { elfFile } from '../support/craftElf.ts';
import { build } from '../support/synthesize.ts';

const ON_KUBERNETES = { compute: { '720p': 'kubernetes' as const }, containers: CONTAINERS };
const ISSUER = 'https://oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD';

const MOST_RULES = 10;
const MOST_REASONS = 10;

// The checks look at resources, not at what a layer holds: to copy and hash the real ffmpeg costs seconds a stack.
beforeEach(() => {
  vi.stubEnv('FFMPEG_BIN', elfFile());
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('addChecks', () => {
  it.each([
    // First, for the checks are loaded anew, which takes seconds, for each template with types of resources that those
    // before it do not have.
    ['production', { compute: 'ecs' as const, containers: CONTAINERS }],
    ['production', {}],
    ['production', { inputBucket: 'my-uploads', alarmEmail: 'on-call@example.com' }],
    ['production', { sources: { onDelete: 'delete-outputs' as const } }],
    ['staging', {}],
    ['local', {}],
    ['local', ON_KUBERNETES],
    ['local', { ...ON_KUBERNETES, containers: { ...CONTAINERS, cluster: { oidcIssuer: ISSUER } } }],
  ])('finds nothing in the %s stack with %o', async (profileName, profile) => {
    const app = await build({ profileName, profile });
    addChecks(app);
    expect(() => app.synth()).not.toThrow();
  });

  it('stops at a bucket that is open', async () => {
    const app = await build({});
    new Bucket(app.node.findChild('fanreel') as Stack, 'Open');
    addChecks(app);
    expect(() => app.synth()).toThrow(/AwsSolutions-S10/);
  });

  it('is told of few exceptions, each with a reason', async () => {
    const app = await build({});
    const exceptions = app.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) => Object.entries(data as Record<string, string>)),
      );
    const rules = new Set(exceptions.map(([id]) => id.replace(/\[.*/, '')));
    const reasons = new Set(exceptions.map(([, reason]) => reason));
    expect(rules.size).toBeLessThanOrEqual(MOST_RULES);
    expect(reasons.size).toBeLessThanOrEqual(MOST_REASONS);
    for (const reason of reasons) expect(reason).toMatch(/^.{30,}\.$/);
  });
});
