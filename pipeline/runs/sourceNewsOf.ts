import type { SOURCE_STATES } from '../../contract/jobState.ts';
import type { RenditionEnd, SourceRun, ToldRun } from '../../contract/sourceRun.ts';
import { roundedUsd } from '../../prices/cost.ts';
import { toldId } from '../notify/toldId.ts';
import type { SourceNews } from '../ports/statuses.ts';

/** What is told of a run as a whole. Its id is that of the run in this revision. */
export function sourceNewsOf(run: SourceRun, told: ToldRun): SourceNews {
  const { id, bucket, key, version, wishes, wishFailure } = run;
  const ends = told.renditions.flatMap(rendition => {
    const end = run.ends.get(rendition);
    return end ? [{ rendition, ...end }] : [];
  });
  return {
    id: toldId(id, told.revision),
    at: told.at,
    state: stateOf(ends),
    source: { bucket, key, version },
    revision: told.revision,
    renditions: ends.map(renditionOf),
    ...costOf(ends),
    timings: timingsOf(ends),
    ...(wishes && { wishes }),
    ...(wishFailure && { wishFailure }),
  };
}

/** Of what renditions came to: where it is the same there is nothing new to tell. */
export function digestOf(ends: [string, RenditionEnd][]): string {
  return toldId(
    ends.map(([name, { state, output, failure, dropped }]) => [
      ...[name, state, output?.bucket, output?.key, output?.eTag],
      ...[failure?.code, dropped?.at],
    ]),
  );
}

function stateOf(ends: RenditionEnd[]): (typeof SOURCE_STATES)[number] {
  const complete = ends.filter(({ state }) => state === 'complete').length;
  if (complete === 0) return 'failed';
  return complete === ends.length ? 'complete' : 'partly';
}

function renditionOf({
  rendition,
  state,
  jobId,
  output,
  failure,
  dropped,
}: RenditionEnd & { rendition: string }) {
  return {
    ...{ rendition, state, jobId },
    ...(output && { output }),
    ...(failure && { failure }),
    ...(dropped && { dropped }),
  };
}

/** Absent where no cost is known of any. */
function costOf(ends: RenditionEnd[]): Pick<SourceNews, 'cost'> {
  if (ends.every(({ usd }) => usd === undefined)) return {};
  const sum = (of: 'usd' | 'requestsUsd') => roundedUsd(ends.reduce((usd, one) => usd + (one[of] ?? 0), 0));
  const isCounted = ends.some(({ requestsUsd }) => requestsUsd !== undefined);
  return { cost: { usd: sum('usd'), ...(isCounted && { requestsUsd: sum('requestsUsd') }) } };
}

function timingsOf(ends: RenditionEnd[]): NonNullable<SourceNews['timings']> {
  const [createdAt = ''] = ends.map(end => end.createdAt).sort();
  const endedAt =
    ends
      .map(end => end.endedAt)
      .sort()
      .at(-1) ?? createdAt;
  return { createdAt, endedAt, seconds: Math.max(0, Date.parse(endedAt) - Date.parse(createdAt)) / 1_000 };
}
