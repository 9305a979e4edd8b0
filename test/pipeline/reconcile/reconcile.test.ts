import { expect, it } from 'vitest';
import { type Job, jobIdOf } from '../../../contract/job.ts';
import type { Wishes } from '../../../contract/wishes/wishes.ts';
import { METADATA_ONLY } from '../../../contract/wishes/wishSettings.ts';
import { type Reconciled, reconcile } from '../../../pipeline/reconcile/reconcile.ts';
import type { Listed, ReconcilePorts } from '../../../pipeline/reconcile/reconcilePorts.ts';
import { type SweepPorts, sweep } from '../../../pipeline/sweep/sweep.ts';
import type { UploadDecision } from '../../../pipeline/uploads/decideUpload.ts';

const MODIFIED = Date.now() - 3_600_000;
const listed = (...keys: string[]): Listed[] =>
  keys.map(key => ({ key, modified: MODIFIED, eTag: '"e"', sizeBytes: 1 }));
const keys = (count: number) => Array.from({ length: count }, (_, index) => `clip-${index}.mp4`);

interface World {
  sources: string[];
  outputs?: string[];
  /** Sources that S3 will not show. */
  forbidden?: (key: string) => boolean;
  outputEnding?: string;
  /** Known by its id, while no index tells of it. */
  unindexed?: Partial<Job>;
  /** The ledger's jobs of every source, and the version of which its output was made. */
  jobs?: Partial<Job>[];
  madeOf?: string;
  /** What whoever uploaded them wanted. */
  wishes?: Wishes;
  /** The content of all sources. */
  content?: string;
}

async function reconciled(
  world: World,
  remembered = new Map<string, UploadDecision>(),
): Promise<Reconciled & { asked: string[]; peeked: string[] }> {
  const {
    sources,
    outputs = [],
    forbidden = () => false,
    outputEnding = '',
    jobs = [],
    unindexed,
    madeOf,
    wishes,
    content = '',
  } = world;
  const asked: string[] = [];
  const peeked: string[] = [];
  const ports = {
    listings: {
      async *list(bucket: string) {
        yield listed(...(bucket === 'in' ? sources : outputs));
      },
    },
    sources: {
      describe: async (bucket: string, key: string) => {
        if (forbidden(key)) throw new Error('Access Denied');
        return { bucket, key, version: 'v1', sizeBytes: 1, ...(wishes && { wishes }) };
      },
      peek: async (_: string, key: string) => {
        peeked.push(key);
        return { bytes: Buffer.from(content), sizeBytes: content.length };
      },
    },
    outputs: { describe: async () => (madeOf ? { maker: { sourceVersion: madeOf } } : null) },
    records: {
      ofSource: async () => jobs,
      expect: async () => jobs.length === 0 && !unindexed,
      askedAgain: async () => true,
    },
    ledger: { requested: async () => null, get: async () => unindexed ?? null },
    decisions: {
      known: async (_: string, { key, eTag }: Listed) => remembered.get(key + eTag) ?? null,
      remember: async (_: string, { key, eTag }: Listed, decision: UploadDecision) =>
        remembered.set(key + eTag, decision),
    },
    requests: {
      publish: async ({ key }: { key: string }) => {
        asked.push(key);
      },
    },
  } as unknown as ReconcilePorts;
  const outputKey = (key: string) => `${key}${outputEnding}`;
  const result = await reconcile(ports, {
    inputBucket: 'in',
    renditions: [
      { name: 'small', presetHash: 'hash', kind: 'video', outputBucket: 'out', outputKey, outputEnding },
    ],
    overdueMs: 60_000,
    maxReceiveCount: 5,
    dryRun: false,
    ...{ wishes: METADATA_ONLY, loneMs: 60_000 },
    remainingMs: () => 900_000,
  });
  return { ...result, asked, peeked };
}

it('looks at all other sources where one cannot be read, and names that one', async () => {
  const sources = keys(20);
  const { asked, problems, renditions } = await reconciled({
    sources,
    forbidden: key => key === 'clip-0.mp4',
  });
  expect(asked.toSorted()).toEqual(sources.slice(1).toSorted());
  expect(problems).toEqual([
    { key: 'clip-0.mp4', failure: expect.objectContaining({ message: 'Access Denied' }) },
  ]);
  expect(renditions.small).toMatchObject({ received: 19, missing: 19 });
});

it("asks again for what a changed preset left open, although the older preset's output stands", async () => {
  const at = new Date(MODIFIED).toISOString();
  const jobId = jobIdOf(
    { bucket: 'in', key: 'a.mp4', version: 'v1' },
    { name: 'small', presetHash: 'hash', kind: 'video' },
  );
  const open = { jobId, rendition: 'small', presetHash: 'hash', state: 'queued', createdAt: at } as const;
  const jobs = [{ ...open, updatedAt: at, attempts: [] }];
  const { asked } = await reconciled({ sources: ['a.mp4'], outputs: ['a.mp4'], jobs, madeOf: 'v1' });
  expect(asked).toEqual(['a.mp4']);
});

it('asks again for an overdue job that no index tells of', async () => {
  const { asked, renditions } = await reconciled({
    sources: ['a.mp4'],
    unindexed: { state: 'running', updatedAt: new Date(MODIFIED).toISOString(), attempts: [] },
  });
  expect(asked).toEqual(['a.mp4']);
  expect(renditions.small).toMatchObject({ received: 1, missing: 1 });
});

it('counts no object that is not a video, and reads the content of one whose name does not tell only once', async () => {
  const sources = ['a.MTS', 'clip.mp4.json', 'folder/', 'notes.txt', 'upload-1', 'upload-2'];
  const remembered = new Map<string, UploadDecision>();
  for (const peeked of [['upload-1', 'upload-2'], []]) {
    const text = await reconciled({ sources, content: 'Dear all,' }, remembered);
    expect(text).toMatchObject({ asked: ['a.MTS'], peeked });
    expect(text.renditions.small).toMatchObject({ received: 1, missing: 1 });
  }
  const video = await reconciled({ sources, content: '\0\0\0\x18ftypisom' });
  expect(video.asked.toSorted()).toEqual(['a.MTS', 'upload-1', 'upload-2']);
});

it('asks for no rendition that whoever uploaded a source does not want', async () => {
  const sources = ['a.mp4'];
  expect((await reconciled({ sources, wishes: { renditions: ['large'] } })).asked).toEqual([]);
  expect((await reconciled({ sources, wishes: { renditions: ['large', 'small'] } })).asked).toEqual(sources);
});

it('knows an output under the key that was given to it when names were read differently', async () => {
  const at = new Date(MODIFIED + 1_000).toISOString();
  const made = { rendition: 'small', presetHash: 'hash', state: 'complete', createdAt: at } as const;
  const output = { key: 'elsewhere', eTag: '"e"' } as Job['output'];
  const jobs = [{ ...made, updatedAt: at, attempts: [], ...(output && { output }) }];
  const { renditions, asked } = await reconciled({ sources: ['a.mts'], outputs: ['elsewhere'], jobs });
  expect(renditions.small).toMatchObject({ received: 1, complete: 1 });
  expect(asked).toEqual([]);
});

it('gives up where nothing can be read', async () => {
  await expect(reconciled({ sources: keys(300), forbidden: () => true })).rejects.toThrow('Access Denied');
});

it('knows images by their manifest, and takes no image for one', async () => {
  const { renditions, asked } = await reconciled({
    sources: ['a.mp4', 'b.mp4'],
    outputs: ['a.mp4/manifest.json', 'b.mp4/0001-640.jpg'],
    outputEnding: '/manifest.json',
  });
  expect(renditions.small).toMatchObject({ received: 2, complete: 1, missing: 1 });
  expect(asked).toEqual(['b.mp4']);
});

it('notifies of what was left although MediaConvert answers nothing about another job', async () => {
  const notified: (string | undefined)[] = [];
  const job = (jobId: string) => ({
    jobId,
    source: { bucket: 'in', key: `${jobId}.mp4`, version: 'v1' },
    message: { id: 'm1' },
    attempts: [{ number: 1, managedJobId: 'managed' }],
  });
  const ports = {
    records: {
      async *inState(state: string) {
        if (state === 'submitted') yield job('silent');
      },
      async *unnotified() {
        yield job('untold');
      },
    },
    managed: { ask: () => Promise.reject(new Error('Rate exceeded')) },
    statuses: {
      publish: async ({ jobId }: { jobId?: string }) => {
        notified.push(jobId);
      },
    },
    ledger: { notified: async () => {} },
  } as unknown as SweepPorts;
  const { problems } = await sweep(ports, {
    overdueMs: 0,
    namings: new Map(),
    maxReceiveCount: 5,
    progressNewsPercent: 25,
    budget: {},
  });
  expect(notified).toEqual(['untold']);
  expect(problems).toEqual([
    { key: 'silent.mp4', failure: expect.objectContaining({ message: 'Rate exceeded' }) },
  ]);
});
