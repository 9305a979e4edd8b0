import { chownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { IMAGE_LAYOUT } from '../../contract/compute/imageLayout.ts';
import { workerVariables } from '../../contract/compute/workerVariables.ts';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject, type Project } from '../../lab/support/project.ts';
import { listen } from '../../local/machine/listen.ts';
import { CONTAINERS } from '../stacks/containers/onEcs.ts';
import { builtImage } from './support/builtImage.ts';
import { Container, canContain } from './support/container.ts';
import { type IdleStack, startIdleStack } from './support/idleStack.ts';

/** A worker that waits takes less, MB; Node's own are some 45 of it. */
const MAX_IDLE_MB = 100;

const FANREEL = { s3: 'fanreel-input', output: 'fanreel-720p', rendition: '720p' };

/** There is no Docker here: what an engine would do, mounts, users and limits of this machine do. */
describe.skipIf(!canContain())('the image, as a container has it', () => {
  let project: Project;
  let stack: IdleStack;
  let s3: S3Client;
  let container: Container;
  let folders = 0;
  /** Of health and metrics: another test may run a worker of its own at the same time. */
  let port: number;

  beforeAll(async () => {
    project = copyProject();
    await project.changeProfile(profile => ({
      ...profile,
      presets: [FANREEL.rendition],
      compute: 'ecs',
      containers: { ...CONTAINERS, vcpus: 1, memoryMb: 2_048 },
    }));
    stack = await startIdleStack(project.dir, join(project.dir, 'data'));
    port = await freePort();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    s3 = new S3Client({ endpoint: stack.endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  });

  afterAll(async () => {
    s3?.destroy();
    await stack?.[Symbol.asyncDispose]();
    project.remove();
  });

  afterEach(() => container?.kill());

  function run(command: readonly string[], environment: Record<string, string>) {
    folders += 1;
    const root = join(project.dir, `root-${folders}`);
    const scratch = join(project.dir, `scratch-${folders}`);
    for (const folder of [root, scratch]) mkdirSync(folder);
    chownSync(scratch, IMAGE_LAYOUT.user, IMAGE_LAYOUT.user);
    container = new Container({ image: builtImage(), command, environment, root, scratch });
    return { container, scratch };
  }

  function told(more: Record<string, string> = {}): Record<string, string> {
    const ofFunction = { ...stack.variablesOf(FANREEL.rendition), FFMPEG_BIN: IMAGE_LAYOUT.ffmpeg };
    const { QUEUE_URL: queueUrl = '' } = stack.variablesOf(FANREEL.rendition);
    const ofWorker = { bundle: IMAGE_LAYOUT.bundle, idleSeconds: 0, graceSeconds: 8, port };
    return { ...workerVariables(ofFunction, { queueUrl }, ofWorker), ...more };
  }

  async function upload(key: string): Promise<void> {
    const clip = await makeClip(join(project.dir, key), { size: '640x360', seconds: 2 });
    await s3.send(new PutObjectCommand({ Bucket: FANREEL.s3, Key: key, Body: readFileSync(clip) }));
  }

  async function untilMade(key: string): Promise<void> {
    const head = () => s3.send(new HeadObjectCommand({ Bucket: FANREEL.output, Key: key }));
    await vi.waitFor(head, { timeout: 90_000, interval: 250 }).catch(error => {
      throw new Error(`${key} is not made: ${container.said}`, { cause: error });
    });
  }

  it('a worker makes a rendition of a real upload, as nobody in particular, and ends when it is told to', async () => {
    const agent = await startAgent();
    const { scratch } = run(IMAGE_LAYOUT.worker, told({ ECS_AGENT_URI: agent.uri }));
    await untilHealthy();
    expect(container.status('Uid').split('\t')).toEqual(Array(4).fill(String(IMAGE_LAYOUT.user)));
    expect(container.status('CapEff')).toMatch(/^0+$/);
    expect(container.status('CapPrm')).toMatch(/^0+$/);
    expect(container.status('NoNewPrivs')).toBe('1');
    expect(Number.parseInt(container.status('VmRSS'), 10) / 1_024).toBeLessThan(MAX_IDLE_MB);

    await upload('holiday.mp4');
    const worked = new Set<string>();
    const watch = setInterval(() => {
      for (const program of container.children()) worked.add(program);
    }, 20);
    await untilMade('holiday.mp4');
    clearInterval(watch);
    // Until a process becomes what it is to be it is its parent's copy; one that has ended has a name in brackets.
    const programs = [...worked].filter(name => name.startsWith('/') && name !== IMAGE_LAYOUT.worker[0]);
    expect(programs).toEqual([IMAGE_LAYOUT.ffmpeg]);

    // Protected around the message, and by then no more.
    await vi.waitFor(() => expect(agent.asked).toEqual([true, false]));
    container.stop();
    expect(await container.exitCode()).toBe(0);
    agent.server.close();
    expect(readdirSync(scratch)).toEqual([]);
    const lines = container.said.split('\n').filter(line => line !== '');
    const printed = lines.map(line => JSON.parse(line) as Record<string, unknown>);
    expect(printed.filter(line => line['jobs-complete'] === 1)).toHaveLength(1);
    expect(printed.at(-1)).toMatchObject({ message: 'The worker ends.', because: 'told to end' });
  });

  it('a health check says whether a worker is there, with Node alone', async () => {
    run(IMAGE_LAYOUT.health, { WORKER_PORT: '1' });
    expect(await container.exitCode()).toBe(1);
    const worker = run(IMAGE_LAYOUT.worker, told()).container;
    await untilHealthy();
    const check = run(IMAGE_LAYOUT.health, { WORKER_PORT: String(port) }).container;
    expect(await check.exitCode()).toBe(0);
    worker.stop();
    expect(await worker.exitCode()).toBe(0);
  });

  it('the dashboard serves its page, and knows presets and profiles, without the sources', async () => {
    run([...IMAGE_LAYOUT.dashboard, '--endpoint', stack.endpoint, '--port', '0'], {});
    const at = await vi.waitFor(
      () => {
        const [said] = /http:\/\/\S+\/dashboard\//.exec(container.said) ?? [];
        if (!said) throw new Error(`The dashboard does not start: ${container.said}`);
        return said;
      },
      { timeout: 30_000, interval: 100 },
    );
    const page = await (await fetch(at)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, name]) => name as string);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect((await fetch(new URL(file, at))).status, file).toBe(200);
    container.stop();
    await container.exitCode();
  });

  async function untilHealthy(): Promise<void> {
    const healthy = async () => expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await vi.waitFor(healthy, { timeout: 30_000, interval: 100 }).catch(error => {
      throw new Error(`The worker does not start: ${container.said}`, { cause: error });
    });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, 0);
  await new Promise(done => server.close(done));
  return port;
}

/** Of ECS, which does as it is asked. */
async function startAgent(): Promise<{ uri: string; asked: boolean[]; server: Server }> {
  const asked: boolean[] = [];
  const server = createServer(async (request, response) => {
    const { ProtectionEnabled } = JSON.parse(await text(request)) as { ProtectionEnabled: boolean };
    asked.push(ProtectionEnabled);
    response.end(
      JSON.stringify({ protection: { ProtectionEnabled, ExpirationDate: null, TaskArn: 'task' } }),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/id`, asked, server };
}
