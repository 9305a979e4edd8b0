import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { JobItem } from '../../../contract/job.ts';
import { writeWishes } from '../../../contract/wishes/metadata.ts';
import { makeCorpus } from '../../corpus/makeCorpus.ts';
import { copyProject } from '../../support/project.ts';
import { dataFolder, RunningStack, readFanreel } from '../../support/runningStack.ts';
import type { BenchOptions } from '../benchOptions.ts';
import { makeFilm } from '../byHand/film.ts';
import { familySeconds } from '../meter/processorTime.ts';
import { measureTurn } from '../meter/turn.ts';
import { type Priced, printQuotes } from './printQuotes.ts';

const RENDITIONS = ['720p', '1080p', 'thumbnails'];

/** Beside the corpus, whose files are a second long: of these the encode is the most of the time. */
const FILM_SECONDS = [8, 30];

/** For a job, even on a crowded machine, milliseconds. */
const JOB_MS = 600_000;

/** What of a quote is held against the ledger. */
interface Quoted {
  rendition: string;
  usd?: number;
  requestsUsd?: number;
  engine?: string;
}

/** What quotes said of every few files of the corpus, and of longer ones, against what the ledger says they cost. */
export async function benchQuote({ folder, jobs, deadline }: BenchOptions): Promise<void> {
  const project = copyProject();
  const paths = await chosenFiles(folder, jobs);
  const args = ['quote', ...RENDITIONS.flatMap(name => ['--rendition', name]), '--json', ...paths];
  const told = JSON.parse(await readFanreel(project.dir, args)) as {
    sources: { source: string; renditions?: Quoted[] }[];
  };
  const quotes = new Map(told.sources.map(({ source, renditions = [] }) => [source, renditions]));
  const stack = await RunningStack.start(project.dir, dataFolder(project.dir));
  try {
    const quoted = new Map<string, Quoted>();
    const makeAll = async () => {
      for (const [index, path] of paths.entries()) {
        if (index > 0 && performance.now() > deadline) break;
        for (const one of quotes.get(path) ?? []) {
          const key = `${index}/${one.rendition}.mp4`;
          if (await make(stack, key, path, one.rendition)) quoted.set(key, one);
        }
      }
    };
    const { othersCores } = await measureTurn(makeAll, () => familySeconds(stack.pid));
    printQuotes(await pricedOf(stack, quoted), othersCores);
  } finally {
    await stack.stop();
    project.remove();
  }
}

/** The longer ones first; of the corpus so many that are whole, spread over all of it. */
async function chosenFiles(folder: string, count: number): Promise<string[]> {
  const films = await Promise.all(
    FILM_SECONDS.map(seconds => makeFilm(join(folder, `${seconds}.mp4`), seconds)),
  );
  const corpus = await makeCorpus();
  const whole = corpus.files.filter(({ verdict, out }) => verdict === 'accept' && !out?.incomplete);
  const step = Math.max(1, Math.floor(whole.length / count));
  const chosen = whole.filter((_, index) => index % step === 0).slice(0, count);
  return [...films, ...chosen.map(({ file }) => join(corpus.folder, file))];
}

/** One at a time: what is quoted is a function that has its cores to itself. Returns whether it was made. */
async function make(stack: RunningStack, key: string, path: string, rendition: string): Promise<boolean> {
  const Metadata = writeWishes({ renditions: [rendition] });
  await stack.s3.send(
    new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body: readFileSync(path), Metadata }),
  );
  const ended = await stack.until(
    ({ event, source }) => ['complete', 'failed'].includes(event) && source?.key === key,
    JOB_MS,
  );
  return ended.event === 'complete';
}

/** Of each job that was made in one go, what was quoted and what it cost. */
async function pricedOf(stack: RunningStack, quoted: Map<string, Quoted>): Promise<Priced[]> {
  const { Items = [] } = await stack.dynamo.send(new ScanCommand({ TableName: 'fanreel-jobs' }));
  return (Items as JobItem[]).flatMap(({ source, attempts = [], rendition }) => {
    const [attempt, ...more] = attempts;
    const quote = quoted.get(source?.key);
    if (!attempt || more.length > 0 || quote?.usd === undefined) return [];
    return {
      rendition,
      quoted: { usd: quote.usd, requestsUsd: quote.requestsUsd ?? 0 },
      paid: { usd: attempt.usd ?? 0, requestsUsd: attempt.requestsUsd ?? 0 },
    };
  });
}
