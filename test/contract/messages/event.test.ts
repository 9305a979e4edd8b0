import { describe, expect, it } from 'vitest';
import { readTold, type Told, toldAttributes } from '../../../contract/messages/event.ts';
import { writeSourceEvent } from '../../../contract/messages/source.ts';
import { writeStatus } from '../../../contract/messages/status.ts';

/** Whatever a key may hold: an emoji, what XML and SNS forbid, and what JSON does not escape. */
const KEY = 'ü 🎬/\u0001\u0085\uFFFE\uFFFF.mp4';
const SOURCE = { bucket: 'in', key: KEY, version: 'v1' };

const STATUS = writeStatus({ id: 'e1', rendition: '720p', state: 'complete', source: SOURCE });
const EVENT = writeSourceEvent({
  ...{ id: 'e2', at: '2026-11-20T10:00:30.000Z', state: 'partly' },
  ...{ source: SOURCE, revision: 1, renditions: [] },
});

/** What SQS and SNS take in a message. */
const ALLOWED = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

describe.each([
  ['a status', STATUS],
  ['a source event', EVENT],
])('%s', (_what, body) => {
  it('may be of any key, and is a message that SNS takes', () => {
    expect(body).toMatch(ALLOWED);
    expect(readTold(body)?.source?.key).toBe(KEY);
    expect(toldAttributes(readTold(body) as Told).key?.StringValue).toBe('ü 🎬/????.mp4');
  });
});

it('a source has its state under a name of its own, so that a filter of statuses hears of none', () => {
  expect(toldAttributes(readTold(STATUS) as Told)).toMatchObject({
    ...{ event: { StringValue: 'status' }, state: { StringValue: 'complete' } },
    rendition: { StringValue: '720p' },
  });
  const attributes = toldAttributes(readTold(EVENT) as Told);
  expect(attributes).toMatchObject({
    event: { StringValue: 'source' },
    sourceState: { StringValue: 'partly' },
  });
  expect(attributes).not.toHaveProperty('state');
  expect(attributes).not.toHaveProperty('rendition');
});

it('a status of a message that could not be read has no key to filter by', () => {
  const body = writeStatus({ id: 'e1', rendition: '720p', state: 'failed', source: { ...SOURCE, key: '' } });
  expect(toldAttributes(readTold(body) as Told)).not.toHaveProperty('key');
});
