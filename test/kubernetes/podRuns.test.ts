import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Yaml } from 'cdk8s';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { IMAGE_LAYOUT } from '../../contract/compute/imageLayout.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject, type Project } from '../../lab/support/project.ts';
import { builtImage } from '../image/support/builtImage.ts';
import { Container, canContain } from '../image/support/container.ts';
import { type IdleStack, startIdleStack } from '../image/support/idleStack.ts';

interface PodContainer {
  command: string[];
  env: { name: string; value: string }[];
}

interface ScaledJob {
  kind: string;
  spec: {
    jobTargetRef: {
      template: { spec: { containers: [PodContainer]; securityContext: { runAsUser: number } } };
    };
  };
}

/** What pods are given in a cluster, by EKS: here any will do. */
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

describe.skipIf(!canContain())('a pod as the manifests of a deployed stack have it', () => {
  let project: Project;
  let stack: IdleStack;
  let s3: S3Client;
  let container: Container | undefined;

  beforeAll(async () => {
    project = copyProject();
    await project.changeProfile(profile => ({
      ...profile,
      presets: ['720p'],
      compute: 'kubernetes',
      containers: {
        ...{ vcpus: 1, memoryMb: 2_048, scratchMb: 10_240, architecture: 'x86_64' },
        ...{ timeoutSeconds: 3_600, maxWorkers: 10, image: 'registry.example.com/fanreel:1' },
      },
    }));
    stack = await startIdleStack(project.dir, join(project.dir, 'data'));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    s3 = new S3Client({ endpoint: stack.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  });

  afterEach(() => container?.kill());

  afterAll(async () => {
    s3?.destroy();
    await stack?.[Symbol.asyncDispose]();
    project.remove();
  });

  /** As `kubectl apply` would read it. */
  async function applied(): Promise<ScaledJob['spec']> {
    const args = ['cli/fanreel.ts', 'kubernetes', '--endpoint', stack.endpoint];
    const file = join(project.dir, 'fleet.yaml');
    writeFileSync(file, (await promisify(execFile)(process.execPath, args, { cwd: project.dir })).stdout);
    const found = (Yaml.load(file) as ScaledJob[]).find(({ kind }) => kind === 'ScaledJob');
    if (!found) throw new Error('There is no ScaledJob.');
    return found.spec;
  }

  it('makes a rendition of an upload by its command and its variables alone, and ends when it is told to', async () => {
    const { containers, securityContext } = (await applied()).jobTargetRef.template.spec;
    const [{ command, env }] = containers;
    expect(securityContext.runAsUser).toBe(IMAGE_LAYOUT.user);
    const clip = await makeClip(join(project.dir, 'a.mp4'), { size: '640x360', seconds: 2 });
    await s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: 'a.mp4', Body: readFileSync(clip) }));
    const [root, scratch] = ['root', 'scratch'].map(name => join(project.dir, name)) as [string, string];
    for (const folder of [root, scratch]) mkdirSync(folder);
    chownSync(scratch, IMAGE_LAYOUT.user, IMAGE_LAYOUT.user);
    const told = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    // A pod has ports of its own; here others may have this one.
    const environment = { ...told, WORKER_PORT: '0', ...CREDENTIALS, AWS_ENDPOINT_URL: stack.endpoint };
    const pod = new Container({ image: builtImage(), command, environment, root, scratch });
    container = pod;
    const made = () => s3.send(new HeadObjectCommand({ Bucket: 'fanreel-720p', Key: 'a.mp4' }));
    await vi.waitFor(made, { timeout: 90_000, interval: 250 }).catch(() => {
      throw new Error(`It is not made: ${pod.said}`);
    });
    pod.stop();
    expect(await pod.exitCode()).toBe(0);
  });
});
