import { readSourceEvent, SOURCE, type SourceEvent } from './source.ts';
import { readStatus, type Status, statusAttributes } from './status.ts';

/** What others are told on the status topic: of a job, or of a source once all of its renditions have ended. */
export type Told = Status | SourceEvent;

/** Null for anything else. */
export function readTold(body: string): Told | null {
  return readStatus(body) ?? readSourceEvent(body);
}

/** Whether it is told of a source. */
export function isOfSource(told: Told): told is SourceEvent {
  return told.schema === SOURCE;
}

/**
 * The attributes of that message, by which subscribers of the topic filter: `event` is `status` or `source`, and `key` the
 * source's. Those of a status have `state` and `rendition` as they ever had; a source's state has a name of its own, so that whoever
 * filters by `state` hears of no more than before.
 */
export function toldAttributes(told: Told) {
  const key = told.source?.key;
  return {
    event: text(isOfSource(told) ? 'source' : 'status'),
    ...(key && { key: text(key.replace(NOT_ALLOWED, '?')) }),
    ...(isOfSource(told) ? { sourceState: text(told.state) } : statusAttributes(told)),
  };
}

/** SNS takes neither control characters nor the last two of the first plane in an attribute; a key may hold them. */
const NOT_ALLOWED = /[\p{Cc}\uFFFE\uFFFF]/gu;

function text(value: string) {
  return { DataType: 'String', StringValue: value };
}
