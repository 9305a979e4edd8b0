import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Status } from '../../../../contract/messages/status.ts';
import { readStatus, writeStatus } from '../../../../contract/messages/status.ts';
import { callBack, pauseAfter } from '../../../../handlers/aws/api/callBack.ts';
import { clientOf, serveApi } from './apiServer.ts';

let server: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  server = await serveApi();
});
afterAll(() => server.close());

const AT = '2026-11-20T10:00:00.000Z';
const clip = { clipId: 'c1', cameraId: 'cam1', status: 'CLIP_AVAILABLE', bucket: 'clips' };
const status = readStatus(
  writeStatus(
    { id: 'e1', rendition: 'clips', state: 'complete', jobId: 'j1', attempt: 2, clip },
    new Date(AT),
  ),
) as Status;

const tell = (told: Status = status, more = {}) =>
  callBack(clientOf({ baseUrl: server.baseUrl, ...more }), '/cameras/clips', told);

describe('a call-back', () => {
  it('is tried until it is taken, after pauses that double, and is the same each time', async () => {
    server.answer((_, response) => void response.writeHead(server.asked.length <= 3 ? 500 : 200).end());
    const pauses: number[] = [];
    for (let receives = 1; ; receives += 1) {
      const error = await tell().catch(caught => caught);
      if (!error) break;
      expect(error).toMatchObject({ code: 'api-unavailable' });
      pauses.push(pauseAfter(receives, 2));
    }
    expect(pauses).toEqual([2, 4, 8]);
    expect(server.asked).toHaveLength(4);
    expect(new Set(server.asked.map(({ body, headers }) => body + headers['idempotency-key'])).size).toBe(1);
    expect(server.asked[3]).toMatchObject({ method: 'POST', path: '/cameras/clips' });
    expect(JSON.parse(server.asked[3]?.body ?? '')).toEqual(clip);
    expect(server.asked[3]?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'j1/2/complete',
      'x-fanreel-at': AT,
    });
  });

  it('that is never answered ends when its time is up', async () => {
    server.answer(() => {});
    await expect(tell(status, { timeoutSeconds: 0.5 })).rejects.toMatchObject({ code: 'api-unavailable' });
  });

  it('is taken whatever the answer says, and however long that is', async () => {
    server.answer((_, response) => void response.writeHead(200).end(Buffer.alloc(300_000, 32)));
    await tell();
    expect(server.asked).toHaveLength(1);
  });

  it('that is redirected is told nowhere else', async () => {
    server.answer((_, response) => void response.writeHead(307, { location: '/else' }).end());
    await expect(tell()).rejects.toMatchObject({ code: 'api-refused' });
    expect(server.asked).toHaveLength(1);
  });

  it('is not made of anything but a clip', async () => {
    server.answer((_, response) => void response.writeHead(200).end());
    const { clip: _, ...other } = status;
    await tell(other as Status);
    expect(server.asked).toHaveLength(0);
  });

  it('waits no longer than a quarter of an hour', () => {
    expect(pauseAfter(12, 15)).toBe(900);
  });
});
