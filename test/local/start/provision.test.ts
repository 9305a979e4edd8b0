import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDataFolder } from '../../../local/machine/dataFolder.ts';
import { openServices } from '../../../local/start/openServices.ts';
import { provision } from '../../../local/start/provision.ts';
import type { World } from '../../../local/template/world.ts';

/** A template that has queues alone. */
function queuesCalled(...names: string[]): World {
  const queues = names.map(name => ({
    id: name,
    ref: name,
    attributes: { QueueName: name },
    properties: {},
  }));
  return { all: type => (type === 'AWS::SQS::Queue' ? queues : []), assetFolder: () => '', outputs: {} };
}

it("what containers take no more goes with its queue, as on AWS, and what is somebody's own stays", async () => {
  const path = mkdtempSync(join(tmpdir(), 'fanreel-provision-'));
  const folder = openDataFolder(path);
  const before = queuesCalled('fanreel-720p', 'fanreel-720p-long');
  const services = openServices({
    ...{ folder, endpoint: 'http://127.0.0.1:4566', stackName: 'fanreel', ffmpegBin: 'ffmpeg' },
    world: before,
  });
  onTestFinished(async () => {
    await services.close();
    folder.close();
    rmSync(path, { recursive: true });
  });
  const { sqs } = services;
  await provision(before, services, path);
  sqs.createQueue('own-long');
  for (const queue of ['fanreel-720p', 'fanreel-720p-long', 'own-long']) sqs.send({ queue, body: 'a job' });

  await provision(before, services, path);
  expect(sqs.counts('fanreel-720p-long').visible).toBe(1);

  await provision(queuesCalled('fanreel-720p'), services, path);
  expect(sqs.listQueues().map(({ name }) => name)).toEqual(['fanreel-720p', 'own-long']);
  expect(sqs.counts('fanreel-720p').visible).toBe(1);
  expect(sqs.counts('own-long').visible).toBe(1);
});
