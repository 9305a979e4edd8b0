import { z } from 'zod';
import { action } from '../query/action.ts';
import type { LogEvent, LogGroup } from './logGroup.ts';
import { notFound, parameterErrors, unknownPattern } from './logsErrors.ts';

/** By their names. */
export type LogGroups = ReadonlyMap<string, LogGroup>;

/** CloudWatch Logs' own, and what an answer holds at the most, bytes. */
const MAX_EVENTS = 10_000;
const MAX_ANSWER = 1_048_576;

/** A function's log is one stream here; on AWS each execution environment has its own. */
const STREAM = 'local';

/** Terms in double quotes, each of which a line has to have. */
const TERMS = /^(?:"[^"]+"\s*)*$/;

const filterSchema = z.object({
  logGroupName: z.string().min(1),
  filterPattern: z.string().default(''),
  startTime: z.number().default(0),
  endTime: z.number().default(Number.POSITIVE_INFINITY),
  limit: z.int().min(1).max(MAX_EVENTS).default(MAX_EVENTS),
  /** How many lines were looked through already. */
  nextToken: z.coerce.number().int().min(0).default(0),
});

export const filterLogEvents = action<LogGroups, typeof filterSchema>(
  filterSchema,
  parameterErrors,
  async (groups, { logGroupName, filterPattern, startTime, endTime, limit, nextToken }) => {
    const group = groups.get(logGroupName);
    if (!group) throw notFound();
    const terms = termsOf(filterPattern);
    const events: object[] = [];
    let [line, bytes] = [0, 0];
    for await (const event of group.events()) {
      line += 1;
      if (line <= nextToken || !isWanted(event, { terms, startTime, endTime })) continue;
      bytes += event.message.length;
      events.push({ ...event, logStreamName: STREAM, ingestionTime: event.timestamp, eventId: String(line) });
      if (events.length >= limit || bytes >= MAX_ANSWER)
        return { events, nextToken: String(line), searchedLogStreams: [] };
    }
    return { events, searchedLogStreams: [] };
  },
);

function termsOf(pattern: string): string[] {
  if (!TERMS.test(pattern)) throw unknownPattern(pattern);
  return [...pattern.matchAll(/"([^"]+)"/g)].map(([, term = '']) => term);
}

interface Wanted {
  terms: string[];
  startTime: number;
  endTime: number;
}

function isWanted({ timestamp, message }: LogEvent, { terms, startTime, endTime }: Wanted): boolean {
  return timestamp >= startTime && timestamp <= endTime && terms.every(term => message.includes(term));
}
