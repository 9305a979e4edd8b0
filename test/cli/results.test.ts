import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeAws, startFakeAws } from './fakeAws.ts';
import { failure, job, output } from './ledgerItem.ts';
import { runCli } from './runCli.ts';
import { runOnTerminal } from './runOnTerminal.ts';

let aws: FakeAws;
let folder: string;

beforeEach(async () => {
  aws = await startFakeAws();
  folder = mkdtempSync(join(tmpdir(), 'fanreel-results-'));
  aws.jobs.push(...BATCH);
});

afterEach(async () => {
  await aws.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runCli(args, { AWS_ENDPOINT_URL: aws.endpoint });

const attempt = (number: number, second: number, seconds: number, more: object) => ({
  ...{ number, messageId: 'm', seconds, billedSeconds: seconds },
  startedAt: new Date(Date.parse('2026-01-02T03:04:00Z') + second * 1_000).toISOString(),
  endedAt: new Date(Date.parse('2026-01-02T03:04:00Z') + (second + seconds) * 1_000).toISOString(),
  ...more,
});
const message = { id: 'm', sentAt: '2026-01-02T03:03:58.000Z' };
const made = (rendition: string, key: string, durationSeconds: number) => ({
  output: { ...output(rendition, key).output, durationSeconds, sizeBytes: 1_000 },
});

/** Two sources, one of them whole after a failed attempt, the other refused as 720p and as 1080p a film in pieces, one of which was lost. */
const BATCH = [
  job('=a.mp4', '720p', 'complete', {
    ...{ batch: 'B', message, ...made('720p', '=a.mp4', 30) },
    attempts: [
      attempt(1, 0, 4, { outcome: 'timeout', usd: 0.001, engine: 'ffmpeg' }),
      attempt(2, 10, 6, { outcome: 'complete', usd: 0.002, requestsUsd: 0.0001, engine: 'ffmpeg' }),
    ],
  }),
  job('=a.mp4', '1080p', 'complete', {
    ...{ batch: 'B', message, ...made('1080p', '=a.mp4', 30) },
    attempts: [attempt(1, 2, 20, { outcome: 'complete', usd: 0.01, engine: 'mediaconvert' })],
  }),
  job('b.mp4', '720p', 'failed', {
    ...{ batch: 'B', message, ...failure },
    attempts: [attempt(1, 28, 2, { outcome: 'no-video', usd: 0.0005 })],
  }),
  job('b.mp4', '1080p', 'complete', {
    ...{ batch: 'B', message, ...made('1080p', 'b.mp4', 30) },
    attempts: [
      attempt(1, 28, 30, { outcome: 'complete', usd: 0.004, wastedUsd: 0.0003, engine: 'segments' }),
    ],
  }),
];

describe('fanreel results', () => {
  it('tells what a batch owner asks, the same on a terminal', async () => {
    const [piped, seen] = await Promise.all([
      run('results', '--batch', 'B'),
      runOnTerminal(['results', '--batch', 'B'], { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
    ]);
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    expect(piped.stdout).toBe(`\
sources     2
renditions  4: 3 complete, 1 failed
engines     ffmpeg 1, mediaconvert 1, segments 1
elapsed     1 min 0 s
throughput  1.00 sources and 3.00 renditions a minute
cost        0.01750 USD at list prices: 720p 0.00350, 1080p 0.01400
            0.00875 a source, 0.01750 a minute of video
requests    0.00010 USD of that, to S3, SQS, SNS, DynamoDB and the log
wasted      0.00180 USD of the cost, by what came to nothing

SECONDS        MIN  AVERAGE  MEDIAN   P95   MAX
processing    10.0     20.0    20.0  30.0  30.0
in the queue   2.0     16.5     4.0  30.0  30.0
`);
    expect(seen.text).toBe(piped.stdout);
  });

  it('writes a CSV with a row a job, and no formula in it', async () => {
    const file = join(folder, 'b.csv');
    const { code, stderr } = await run('results', '--batch', 'B', '--csv', file);
    expect([code, stderr]).toEqual([0, `Wrote ${file}.\n`]);
    const [heading, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(heading).toMatch(/^key,version,sourceBytes,rendition,batch,state,engine,attempts,/);
    expect(rows).toHaveLength(4);
    expect(rows.filter(row => row.startsWith("'=a.mp4,"))).toHaveLength(2);
    expect(rows.find(row => row.startsWith('b.mp4,e1,,720p'))).toMatch(
      /,failed,.*,0\.000500000,0\.000500000,/,
    );
  });

  it('has nothing but the CSV on stdout, or nothing but JSON', async () => {
    const [csv, json] = await Promise.all([
      run('results', '--batch', 'B', '--csv', '-'),
      run('results', '--batch', 'B', '--json'),
    ]);
    expect(csv.stdout.trimEnd().split('\n')).toHaveLength(5);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ...{ sources: 2, renditions: 4, states: { complete: 3, failed: 1 }, elapsedSeconds: 60 },
      processingSeconds: { min: 10, average: 20, max: 30 },
    });
  });

  it('says so of a batch that nobody knows', async () => {
    const { code, stdout } = await run('results', '--batch', 'C');
    expect([code, stdout]).toEqual([0, 'No jobs.\n']);
  });
});

describe('fanreel cost', () => {
  it('adds attempts up, failed ones as waste, the dearest first', async () => {
    const [{ stdout, stderr }, seen] = await Promise.all([
      run('cost', '--batch', 'B'),
      runOnTerminal(['cost', '--batch', 'B'], { env: { AWS_ENDPOINT_URL: aws.endpoint } }),
    ]);
    expect(stderr).toBe('');
    expect(seen.text).toBe(stdout);
    expect(stdout).toBe(`\
RENDITION  ATTEMPTS  BILLED S      USD   WASTED  REQUESTS
1080p             2      50.0  0.01400  0.00030         0
720p              3      12.0  0.00350  0.00150   0.00010
all               5      62.0  0.01750  0.00180   0.00010
`);
  });

  it.each([
    ['engine', ['mediaconvert', 'segments', 'ffmpeg', 'none chosen']],
    ['source', ['=a.mp4', 'b.mp4']],
    ['day', ['2026-01-02']],
    ['batch', ['B']],
  ])('adds them up by %s', async (by, names) => {
    const { stdout } = await run('cost', '--batch', 'B', '--by', by, '--json');
    const { groups, total } = JSON.parse(stdout) as {
      groups: Record<string, unknown>[];
      total: { usd: number };
    };
    expect(groups.map(group => group[by])).toEqual(names);
    expect(total.usd).toBeCloseTo(0.0175, 9);
  });
});
