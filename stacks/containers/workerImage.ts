import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Annotations, ArnFormat, Stack } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Containers } from '../../profiles/schema/containers.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG` or `@DIGEST`: of these a role can be told that it may fetch them. */
const IN_ECR = /^(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)[:@](.+)$/;

/** What stands in the Dockerfile for a digest that nobody has looked up yet. */
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

/**
 * The image of workers: the one that the profile names, else the repository's own, which `cdk deploy` builds and puts into the account's
 * registry. A synth needs no Docker: it hashes what the image is made of.
 */
export function workerImage(scope: Construct, { image, architecture }: Containers): ContainerImage {
  if (image !== undefined) return named(scope, image);
  if (readFileSync(join(ROOT, 'Dockerfile'), 'utf8').includes(NO_DIGEST)) {
    Annotations.of(scope).addError(
      "The Dockerfile's base images have no digests yet: look them up as it says at its top, or name an image in the profile's containers.image.",
    );
  }
  return ContainerImage.fromAsset(ROOT, {
    platform: architecture === 'arm64' ? Platform.LINUX_ARM64 : Platform.LINUX_AMD64,
  });
}

function named(scope: Construct, image: string): ContainerImage {
  const [, account, region, repositoryName, tagOrDigest] = IN_ECR.exec(image) ?? [];
  if (!repositoryName) return ContainerImage.fromRegistry(image);
  const repositoryArn = Stack.of(scope).formatArn({
    ...{ service: 'ecr', resource: 'repository', resourceName: repositoryName },
    ...{ account, region, arnFormat: ArnFormat.SLASH_RESOURCE_NAME },
  });
  const repository = Repository.fromRepositoryAttributes(scope, 'Image', { repositoryArn, repositoryName });
  return ContainerImage.fromEcrRepository(repository, tagOrDigest);
}
