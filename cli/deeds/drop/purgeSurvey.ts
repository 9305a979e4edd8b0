import type { SQSClient } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { waitsForContainer } from '../../../contract/compute/handedOn.ts';
import { type DeployedRendition, workQueuesOf } from '../../../contract/deployment.ts';
import { depthOfAll, queueDepth } from '../../aws/queueDepth.ts';
import { deadJobs } from '../../ledger/deadJobs.ts';
import type { JobPages, LedgerReader } from '../../ledger/ledgerReader.ts';

/** What a purge of a rendition would find; messages as SQS counts them approximately. */
export interface PurgeFound {
  rendition: string;
  /** Messages that wait, the delayed ones too. */
  waiting: number;
  /** Messages that somebody works on, which go on. */
  inFlight: number;
  /** Letters in its DLQ. */
  letters: number;
  /** Letters that SNS could not deliver. */
  undelivered: number;
  /** Jobs that wait to be begun, or begun again. */
  queued: number;
  /** Jobs over a budget. */
  held: number;
  /** Dead jobs. */
  dead: number;
}

/** Jobs are counted up to so many: beyond it it is enough to know that there are more. */
export const MAX_COUNTED = 10_000;

const RENDITIONS_AT_ONCE = 4;

/** Looks what a purge would find, and changes nothing. */
export async function purgeSurvey(
  renditions: DeployedRendition[],
  { sqs, ledger }: { sqs: SQSClient; ledger: Pick<LedgerReader, 'inState' | 'ofSource'> },
): Promise<PurgeFound[]> {
  const names = renditions.map(({ name }) => name);
  const [queued, pending, held, handedOn, dead] = await Promise.all([
    ...(['queued', 'pending', 'held'] as const).map(state => countJobs(ledger.inState(state))),
    countJobs(thoseThatWait(ledger.inState('submitted'))),
    countJobs(deadJobs(ledger, names, {})),
  ]);
  const count = (of: Map<string, number> | undefined, name: string) => of?.get(name) ?? 0;
  const look = async (rendition: DeployedRendition) => {
    const { name, dlqUrl, subscriptionDlqUrl } = rendition;
    const [own, letters, undelivered] = await Promise.all([
      depthOfAll(sqs, workQueuesOf(rendition)),
      queueDepth(sqs, dlqUrl),
      queueDepth(sqs, subscriptionDlqUrl),
    ]);
    return {
      ...{ rendition: name, waiting: own.visible + own.delayed, inFlight: own.inFlight },
      ...{ letters: letters.visible, undelivered: undelivered.visible },
      queued: count(queued, name) + count(pending, name) + count(handedOn, name),
      held: count(held, name),
      dead: count(dead, name),
    };
  };
  return await pMap(renditions, look, { concurrency: RENDITIONS_AT_ONCE });
}

/** Of jobs that somebody else makes, those that only wait for a container. */
export async function* thoseThatWait(pages: JobPages): JobPages {
  for await (const jobs of pages) yield jobs.filter(waitsForContainer);
}

/** How many there are of each rendition. */
async function countJobs(pages: JobPages): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let all = 0;
  for await (const jobs of pages) {
    for (const { rendition } of jobs) counts.set(rendition, 1 + (counts.get(rendition) ?? 0));
    all += jobs.length;
    if (all >= MAX_COUNTED) break;
  }
  return counts;
}
