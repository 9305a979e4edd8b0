import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ledgerReader } from '../../../cli/ledger/ledgerReader.ts';
import type { RunningJob } from '../../../contract/job.ts';
import { JOB_STATES } from '../../../contract/jobState.ts';
import { dynamoLedger } from '../../../handlers/aws/dynamo/dynamoLedger.ts';
import type { BegunJob } from '../../../pipeline/ports/ledger.ts';
import { removeScratchFolder, scratchFolder } from '../../support/ending/scratchFolder.ts';
import { copyProject } from '../../support/project.ts';
import { type FaultStack, openFaultStack } from '../stack/faultStack.ts';
import { ownResidentMb } from '../stack/stackProcesses.ts';

/** What a quarter of the updates left behind it. */
export interface LedgerQuarter {
  updates: number;
  queries: number;
  seconds: number;
  /** Of the runtime's own process, MB; the mean of what was seen in this quarter. */
  memoryMb: number;
  /** Of the ledger's folder, MB: the most that was seen. LevelDB's own compactions make it go up and down. */
  diskMb: number;
}

export interface LedgerSoak {
  quarters: LedgerQuarter[];
  /** Of the ledger's folder after the runtime was killed and started again, MB. */
  restartedMb: number;
}

const TABLE = 'fanreel-jobs';
const JOBS = 100;
/** Jobs that are written at the same time. */
const AT_ONCE = 10;
const UPDATES_A_QUERY = 10;
const SAMPLE_EACH_UPDATES = 200;

/** Writes heartbeats and progress of running jobs as workers do, looks at the ledger as `status` does, and measures. */
export async function soakLedger(
  updates: number,
  onQuarter: (quarter: LedgerQuarter) => void,
): Promise<LedgerSoak> {
  const project = copyProject();
  const dataDir = scratchFolder('ledger');
  const stack = await openFaultStack(() => {});
  const options = {
    ...{ projectDir: project.dir, dataDir, functionEndpoint: stack.endpoint },
    ...{ seed: 1, eventShare: 0, losesEvents: false },
  };
  const folder = join(dataDir, 'dynamodb');
  try {
    await stack.start(options);
    const beat = await beginJobs(stack);
    const look = lookAsStatus(stack);
    const quarters: LedgerQuarter[] = [];
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const measured = await measure(updates / 4, { beat, look, sample: () => sampleOf(stack, folder) });
      onQuarter(measured);
      quarters.push(measured);
    }
    await stack.kill();
    await stack.start(options);
    return { quarters, restartedMb: folderMb(folder) };
  } finally {
    await stack.close();
    removeScratchFolder(dataDir);
    project.remove();
  }
}

interface Work {
  /** One write to the job of that number. */
  beat(number: number): Promise<void>;
  /** Resolves with how many queries it made. */
  look(): Promise<number>;
  sample(): { memoryMb: number; diskMb: number };
}

async function measure(updates: number, { beat, look, sample }: Work): Promise<LedgerQuarter> {
  const startedAt = performance.now();
  const samples: ReturnType<typeof sample>[] = [];
  let queries = 0;
  for (let done = 0; done < updates; done += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => beat(done + index)));
    if (queries < done / UPDATES_A_QUERY) queries += await look();
    if (done % SAMPLE_EACH_UPDATES === 0) samples.push(sample());
  }
  return {
    updates,
    queries,
    seconds: (performance.now() - startedAt) / 1_000,
    memoryMb: samples.reduce((sum, { memoryMb }) => sum + memoryMb, 0) / samples.length,
    diskMb: Math.max(...samples.map(({ diskMb }) => diskMb)),
  };
}

async function beginJobs({ dynamo }: FaultStack): Promise<Work['beat']> {
  const documents = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  const ledger = dynamoLedger(documents, { table: TABLE, leaseSeconds: 3_600, jobDays: 1 });
  const holder = { owner: 'soak', aliveUntil: Date.now() + 3_600_000 };
  const jobs: RunningJob[] = [];
  for (let number = 0; number < JOBS; number += 1) {
    const job = await ledger.claim(jobOf(number), null, holder);
    if (job) jobs.push(job);
  }
  return async number => {
    const job = jobs[number % JOBS] as RunningJob;
    await ledger.renew(job, 'soak', { encodeSeconds: number, progress: number % 100 });
  };
}

function lookAsStatus({ endpoint }: FaultStack): Work['look'] {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const requestHandler = { connectionTimeout: 5_000, socketTimeout: 60_000 };
  const ledger = ledgerReader({ endpoint, region: 'us-east-1', credentials, requestHandler }, TABLE);
  return async () => {
    await Promise.all(JOB_STATES.map(state => ledger.inState(state)[Symbol.asyncIterator]().next()));
    return JOB_STATES.length;
  };
}

/** A running job of about 3 KB, most of which does not compress. */
function jobOf(number: number): BegunJob {
  const now = new Date().toISOString();
  const key = `soak/${number}.mp4`;
  return {
    ...{ jobId: `soak${number}`, sourceId: `soak/${key}`, rendition: '720p', presetHash: 'hash' },
    state: 'running',
    attempts: [{ number: 1, messageId: 'soak', startedAt: now }],
    ...{ createdAt: now, day: now.slice(0, 10), updatedAt: now },
    source: { bucket: 'soak', key, version: 'v1', sizeBytes: 5 },
    message: { id: 'soak', body: randomBytes(2_000).toString('base64'), attributes: {} },
    ...{ queueUrl: 'http://queue', outputBucket: 'soak-out' },
  };
}

function sampleOf(stack: FaultStack, folder: string): { memoryMb: number; diskMb: number } {
  return { memoryMb: ownResidentMb(stack.pid()), diskMb: folderMb(folder) };
}

function folderMb(folder: string): number {
  // A file may be compacted away between being listed and being looked at.
  const sizeOf = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return readdirSync(folder).reduce((sum, name) => sum + sizeOf(name), 0) / 1_048_576;
}
