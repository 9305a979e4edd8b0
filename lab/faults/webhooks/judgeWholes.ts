import type { Job } from '../../../contract/job.ts';
import type { SourceEvent } from '../../../contract/messages/source.ts';
import { RENDITIONS } from '../stack/faultProject.ts';

/** What is not so of sources as a whole: each whose renditions have all ended was told, as they stand now that all is at rest. */
export function judgeWholes(
  events: readonly SourceEvent[],
  jobs: readonly Job[],
): { lost: string[]; wrong: string[] } {
  const byId = new Map(jobs.map(job => [job.jobId, job]));
  const last = lastOf(events);
  const wrong = [...last.values()].flatMap(({ source, renditions }) =>
    renditions.flatMap(({ rendition, jobId, state }) => {
      const job = byId.get(jobId);
      if (!job || !ENDS.includes(job.state) || job.state === state) return [];
      return `${source.key} ${rendition}: told of the whole as ${state}, and is ${job.state}`;
    }),
  );
  const ended = Map.groupBy(
    jobs.filter(({ presetHash }) => presetHash !== ''),
    ({ source }) => wholeOf(source),
  );
  const lost = [...ended]
    .filter(([whole, of]) => hasEnded(of) && !last.has(whole))
    .map(([, [job]]) => `${job?.source.key}: nobody was told of it as a whole`);
  return { lost, wrong };
}

const ENDS: readonly string[] = ['complete', 'failed', 'dropped'];

/** By source, of all that were told of it the one with the highest revision. */
function lastOf(events: readonly SourceEvent[]): Map<string, SourceEvent> {
  const last = new Map<string, SourceEvent>();
  for (const event of events) {
    const whole = wholeOf(event.source);
    const before = last.get(whole);
    if (!before || event.revision > before.revision) last.set(whole, event);
  }
  return last;
}

function wholeOf({ key, version }: { key: string; version: string }): string {
  return JSON.stringify([key, version]);
}

/** Each rendition has a job that stands, and none is still to come. */
function hasEnded(jobs: readonly Job[]): boolean {
  const standing = jobs.filter(({ state }) => state !== 'superseded');
  return (
    standing.every(({ state }) => ENDS.includes(state)) &&
    RENDITIONS.every(name => standing.some(({ rendition }) => rendition === name))
  );
}
