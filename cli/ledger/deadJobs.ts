import { matchesGlob } from 'node:path/posix';
import type { DeployedRendition } from '../../contract/deployment.ts';
import type { LedgerJob } from '../../contract/readJob.ts';
import type { LedgerReader } from './ledgerReader.ts';
import { sourcesOf } from './sources.ts';

/** Which dead jobs. */
export interface DeadChoice {
  class?: string;
  code?: string;
  /** A glob over keys: `*` stops at a slash, `**` does not. */
  key?: string;
  /** How keys begin. */
  prefix?: string;
  /** Only these jobs. */
  jobIds?: ReadonlySet<string>;
}

/** Whether it leaves anything out. */
export function hasChoice({ class: kind, code, key, prefix, jobIds }: DeadChoice): boolean {
  return [kind, code, key, prefix, jobIds].some(one => one !== undefined);
}

/** Jobs that failed for good and that nothing later has mended, newest first, some at a time. */
export async function* deadJobs(
  ledger: Pick<LedgerReader, 'inState' | 'ofSource'>,
  renditions: string[],
  choice: DeadChoice,
): AsyncIterable<LedgerJob[]> {
  for await (const some of sourcesOf(ledger.inState('failed'), { ledger, renditions, ofOneState: true })) {
    const dead = some
      .flatMap(({ jobs }) => jobs)
      .filter(job => job.state === 'failed' && renditions.includes(job.rendition) && isChosen(job, choice));
    if (dead.length > 0) yield dead;
  }
}

/**
 * Whether the same source would fail the same way: the fault is the input's, by the very preset and code that are deployed
 * now. What an older stack or job does not tell is taken to be the same. What a clip is cut from may have come, or have become
 * another, since it failed.
 */
export function isHopeless(
  { failure, presetHash, attempts, clip }: Pick<LedgerJob, 'failure' | 'presetHash' | 'attempts' | 'clip'>,
  deployed: Pick<DeployedRendition, 'presetHash' | 'codeVersion'>,
): boolean {
  const isSame = (then: string | undefined, now: string | undefined) =>
    then === undefined || now === undefined || then === now;
  return (
    failure?.class === 'input' &&
    clip === undefined &&
    isSame(presetHash, deployed.presetHash) &&
    isSame(attempts.at(-1)?.codeVersion, deployed.codeVersion)
  );
}

/** Of a dead job. */
export function isChosen({ jobId, source, failure }: LedgerJob, choice: DeadChoice): boolean {
  return (
    (choice.class === undefined || failure?.class === choice.class) &&
    (choice.code === undefined || failure?.code === choice.code) &&
    (choice.jobIds === undefined || choice.jobIds.has(jobId)) &&
    isChosenKey(source.key, choice)
  );
}

export function isChosenKey(key: string, choice: Pick<DeadChoice, 'key' | 'prefix'>): boolean {
  return (choice.key === undefined || matchesGlob(key, choice.key)) && key.startsWith(choice.prefix ?? '');
}
