import { expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import type { Removal } from '../../../contract/ledger/removal.ts';
import { readRemovals } from '../../../contract/messages/s3Event.ts';
import { carryOutRemovals } from '../../../pipeline/removal/carryOutRemovals.ts';
import { noteRemovals } from '../../../pipeline/removal/noteRemovals.ts';
import type { RemovalPorts } from '../../../pipeline/removal/removalPorts.ts';

const REMOVAL: Removal = {
  bucket: 'in',
  key: 'a.mp4',
  removedAt: '2026-01-01T00:00:00.000Z',
  dueAt: '2026-01-02T00:00:00.000Z',
};

interface World {
  /** The source's version; null for one that is gone. */
  version: string | null;
  /** Output keys with the version that they were made of; null for what fanreel did not make. */
  outputs: Record<string, string | null>;
  jobs?: object[];
}

/** What is left, what was asked for, and which jobs were marked. */
async function carriedOut({ version, outputs, jobs = [] }: World, ending = '') {
  const left = new Map(Object.entries(outputs));
  const [asked, marked, done]: string[][] = [[], [], []];
  const ports = {
    removals: {
      due: async function* () {
        yield REMOVAL;
      },
      done: async ({ key }: Removal) => void done?.push(key),
      markPruned: async ({ jobId }: Job) => void marked?.push(jobId),
    },
    sources: {
      describe: async (bucket: string, key: string) =>
        version === null ? null : { bucket, key, version, sizeBytes: 1 },
    },
    outputs: {
      describe: async (_: string, key: string) => {
        const sourceVersion = left.get(key);
        if (sourceVersion === undefined) return null;
        return { eTag: `e-${key}`, ...(sourceVersion !== null && { maker: { sourceVersion } }) };
      },
      removeExactly: async (_: string, key: string, eTag: string) => eTag === `e-${key}` && left.delete(key),
    },
    listings: {
      async *list(_: string, prefix = '') {
        yield [...left.keys()].filter(key => key.startsWith(prefix)).map(key => ({ key }));
      },
    },
    records: { ofSource: async () => jobs },
    requests: { publish: async (_: object, rendition: string) => void asked?.push(rendition) },
  } as unknown as RemovalPorts;
  const outputKey = (key: string) => `${key}${ending}`;
  const rendition = {
    ...{ name: 'small', presetHash: 'h', kind: 'video' as const, outputBucket: 'out' },
    ...{ outputKey, outputEnding: ending },
  };
  await carryOutRemovals(ports, { renditions: [rendition], remainingMs: () => 900_000 });
  return { left: [...left.keys()], asked, marked, done };
}

const job = (state: string, version: string) => ({
  ...{ jobId: `job ${version}`, rendition: 'small', state, source: { version } },
  ...(state === 'complete' && { output: { key: 'a.mp4' } }),
});

it('deletes the outputs of a source that is gone, and its job says so', async () => {
  const gone = await carriedOut({ version: null, outputs: { 'a.mp4': 'v1' }, jobs: [job('complete', 'v1')] });
  expect(gone).toEqual({ left: [], asked: [], marked: ['job v1'], done: ['a.mp4'] });
});

it('deletes images with their manifest, and none of a source whose key goes on behind a slash', async () => {
  const outputs = { 'a.mp4/manifest.json': 'v1', 'a.mp4/poster.jpg': 'v1', 'a.mp4/b.mp4/poster.jpg': 'v2' };
  const { left } = await carriedOut({ version: null, outputs }, '/manifest.json');
  expect(left).toEqual(['a.mp4/b.mp4/poster.jpg']);
});

it('leaves what fanreel did not make', async () => {
  const { left, done } = await carriedOut({ version: null, outputs: { 'a.mp4': null } });
  expect([left, done]).toEqual([['a.mp4'], ['a.mp4']]);
});

it.each([
  ['a delete marker was undone, or an old version deleted', 'v1', [job('complete', 'v1')], []],
  ['the version before is the newest again', 'v0', [job('complete', 'v0'), job('complete', 'v1')], ['small']],
  ['a new upload is under way', 'v2', [job('running', 'v2')], []],
  ['a new upload has failed', 'v2', [job('failed', 'v2')], []],
])('keeps outputs where the source is there: %s', async (_, version, jobs, asked) => {
  const kept = await carriedOut({ version, outputs: { 'a.mp4': 'v1' }, jobs });
  expect(kept).toEqual({ left: ['a.mp4'], asked, marked: [], done: ['a.mp4'] });
});

it('notes what S3 tells was deleted of the input bucket and may be a video, due after the grace', async () => {
  const record = (eventName: string, key: string, name = 'in') => ({
    ...{ eventName, eventTime: '2026-01-01T00:00:00.000Z' },
    s3: { bucket: { name }, object: { key } },
  });
  const removed = readRemovals({
    Records: [
      record('ObjectRemoved:Delete', 'a+b.mp4'),
      record('ObjectRemoved:DeleteMarkerCreated', 'c.mp4'),
      record('ObjectRemoved:Delete', 'notes.txt'),
      record('ObjectRemoved:Delete', 'd.mp4', 'other'),
      record('ObjectCreated:Put', 'e.mp4'),
      record('LifecycleExpiration:Delete', 'f.mp4'),
    ],
  });
  const noted: Removal[] = [];
  const removals = { note: async (one: Removal) => void noted.push(one) } as RemovalPorts['removals'];
  await noteRemovals(removed ?? [], { removals }, { inputBucket: 'in', graceSeconds: 60 });
  expect(noted).toEqual(
    ['a b.mp4', 'c.mp4'].map(key => ({
      ...{ bucket: 'in', key, removedAt: '2026-01-01T00:00:00.000Z' },
      dueAt: '2026-01-01T00:01:00.000Z',
    })),
  );
});

it('tells what is no message of S3 from one that tells of nothing', () => {
  expect([readRemovals({ source: 'aws.events' }), readRemovals({ Event: 's3:TestEvent' })]).toEqual([
    null,
    [],
  ]);
});
