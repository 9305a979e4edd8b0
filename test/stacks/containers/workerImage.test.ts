import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { describe, expect, it } from 'vitest';
import type { Containers } from '../../../profiles/schema/containers.ts';
import { workerImage } from '../../../stacks/containers/workerImage.ts';
import { Synthesized } from '../support/synthesize.ts';
import { tempFolder } from '../support/tempFolder.ts';
import { CONTAINERS, onEcs, only } from './onEcs.ts';

function synthesizedWith(containers: Partial<Containers>) {
  const outdir = tempFolder();
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Stack');
  const image = workerImage(stack, { ...CONTAINERS, ...containers });
  new FargateTaskDefinition(stack, 'Task').addContainer('worker', { image });
  const errors = Annotations.fromStack(stack).findError('*', Match.anyValue());
  const synthesized = new Synthesized(app.synth().stacks[0]?.template);
  const [, { ContainerDefinitions }] = only(synthesized, 'AWS::ECS::TaskDefinition');
  const [worker] = ContainerDefinitions as { Image: unknown }[];
  const assets = JSON.parse(readFileSync(join(outdir, 'Stack.assets.json'), 'utf8')) as {
    dockerImages?: Record<string, { source: { platform: string } }>;
  };
  return {
    image: worker?.Image,
    errors: errors.map(({ entry }) => entry.data),
    built: Object.values(assets.dockerImages ?? {}).map(({ source }) => source.platform),
  };
}

describe('the image of workers', () => {
  it.each([
    ['ghcr.io/somebody/fanreel:1.2.3', 'ghcr.io/somebody/fanreel:1.2.3'],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/fanreel:1.2.3',
      '123456789012.dkr.ecr.eu-west-1.<AWS::URLSuffix>/team/fanreel:1.2.3',
    ],
    [
      '123456789012.dkr.ecr.eu-west-1.amazonaws.com/fanreel@sha256:abc',
      '123456789012.dkr.ecr.eu-west-1.<AWS::URLSuffix>/fanreel@sha256:abc',
    ],
  ])('is %s where the profile says so, and nothing is built', (image, expected) => {
    const { image: named, ...rest } = synthesizedWith({ image });
    expect(new Synthesized({ Resources: {}, Outputs: {} }).text(named)).toBe(expected);
    expect(rest).toEqual({ errors: [], built: [] });
  });

  it.each([
    ['x86_64', 'linux/amd64'],
    ['arm64', 'linux/arm64'],
  ] as const)(
    "is else built for %s by a deployment, of the repository's Dockerfile, and a synth needs no Docker",
    (architecture, platform) => {
      const { built } = synthesizedWith({ image: undefined, architecture });
      expect(built).toEqual([platform]);
    },
  );

  it('is not deployed as long as the Dockerfile has zeros for digests, and what is to be done is said', () => {
    const dockerfile = readFileSync(join(import.meta.dirname, '../../../Dockerfile'), 'utf8');
    const isPinned = !/sha256:0{64}/.test(dockerfile);
    const { errors } = synthesizedWith({ image: undefined });
    expect(errors).toEqual(
      isPinned ? [] : [expect.stringMatching(/digests.*Dockerfile|Dockerfile.*digests/s)],
    );
  });

  it('is none on this machine, where no image is run', async () => {
    const [, { ContainerDefinitions }] = only(await onEcs({ image: undefined }), 'AWS::ECS::TaskDefinition');
    expect(ContainerDefinitions).toMatchObject([{ Image: 'local' }]);
  });
});
