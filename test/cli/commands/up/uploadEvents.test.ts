import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UpEvent } from '../../../../cli/commands/up/upEvent.ts';
import { uploadEvents } from '../../../../cli/commands/up/uploadEvents.ts';
import { writeRequest } from '../../../../contract/messages/request.ts';

const renditions = ['720p'];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-events-'));
  writeFileSync(join(folder, 'notes'), 'only words');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function eventsOf(message: string): Promise<UpEvent[]> {
  const events: UpEvent[] = [];
  const asked = { message, renditions };
  const runtime = { objectPath: (_: string, key: string) => join(folder, key) };
  for await (const event of uploadEvents(asked, runtime)) events.push(event);
  return events;
}

const created = (key: string) =>
  JSON.stringify({
    Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'in' }, object: { key } } }],
  });

it('an upload is received where its name says that it is a video', async () => {
  expect(await eventsOf(created('a+b.mp4'))).toEqual([
    expect.objectContaining({
      event: 'received',
      source: { bucket: 'in', key: 'a b.mp4' },
      via: 'upload',
      renditions,
    }),
  ]);
});

it.each([
  ['notes', /not a video by its content/],
  ['gone', /was gone/],
  ['a.txt', /not a video by its name/],
])('the upload %s is ignored with the reason', async (key, reason) => {
  expect(await eventsOf(created(key))).toEqual([
    expect.objectContaining({ event: 'ignored', key, reason: expect.stringMatching(reason) }),
  ]);
});

it('what somebody asks for by name is received whatever it is', async () => {
  const message = writeRequest({ source: { bucket: 'in', key: 'notes' } });
  expect(await eventsOf(message)).toEqual([expect.objectContaining({ event: 'received', via: 'publish' })]);
});

it('a message that cannot be read asks for nothing', async () => {
  expect(await eventsOf('not json')).toEqual([]);
});
