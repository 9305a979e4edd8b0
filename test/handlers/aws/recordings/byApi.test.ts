import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../../../contract/job.ts';
import { recordingsByApi } from '../../../../handlers/aws/recordings/byApi.ts';
import { clientOf, json, serveApi } from '../api/apiServer.ts';

let server: Awaited<ReturnType<typeof serveApi>>;
beforeAll(async () => {
  server = await serveApi();
});
afterAll(() => server.close());

const paths = {
  camera: '/cameras/{camera}',
  recordings: '/cameras/recording/{alias}?startDate={fromMs}&endDate={toMs}',
};
const span = { fromMs: 10_000, toMs: 20_000 };
const BYTES = Buffer.from('0123456789');

function recordings(of = paths as { camera?: string; recordings: string }) {
  const describe = async (bucket: string, key: string): Promise<Source | null> =>
    key === 'gone.mp4' ? null : { bucket, key, version: 'v1', sizeBytes: 7 };
  const readRange = async () => Buffer.from('of the bucket');
  const api = clientOf({ baseUrl: server.baseUrl });
  return recordingsByApi({ api, paths: of, bucket: 'recordings', sources: { describe, readRange } });
}

const told = (startTimestampInMs: number, endTimestampInMs: number, where: object) => ({
  startTimestampInMs,
  endTimestampInMs,
  ...where,
});

/** An API with one camera, that serves one file by ranges. */
function serve(list: unknown, eTag = () => '"e1"') {
  server.answer(({ path, headers }, response) => {
    if (path === '/cameras/cam%2F1') json(response, { alias: 'north/gate', name: 'North' });
    else if (path.startsWith('/cameras/recording/north%2Fgate')) json(response, list);
    else if (path.startsWith('/files/a%20b.ts')) {
      const [, from = 0, to = 0] = (/bytes=(\d+)-(\d+)/.exec(headers.range ?? '') ?? []).map(Number);
      if (headers['if-match'] && headers['if-match'] !== eTag()) return void response.writeHead(412).end();
      const range = `bytes ${from}-${to}/${BYTES.length}`;
      response.writeHead(206, { etag: eTag(), 'content-range': range }).end(BYTES.subarray(from, to + 1));
    } else response.writeHead(404).end();
  });
}

describe('recordings by API', () => {
  it('are those of the span by the alias of the camera, and the first one after it', async () => {
    serve([
      told(30_000, 40_000, { key: 'after.mp4' }),
      told(0, 10_000, { key: 'before.mp4' }),
      told(5_000, 15_000, { key: 'first.mp4', quality: 'HD' }),
      told(15_000, 25_000, { key: 'gone.mp4' }),
      told(40_000, 50_000, { key: 'later.mp4' }),
    ]);
    expect(await recordings().find('cam/1', span)).toEqual([
      {
        source: { bucket: 'recordings', key: 'first.mp4', version: 'v1', sizeBytes: 7 },
        ...{ startMs: 5_000, precisionMs: 1, toldSeconds: 10 },
      },
      expect.objectContaining({ startMs: 30_000 }),
    ]);
    expect(server.asked[1]?.path).toBe('/cameras/recording/north%2Fgate?startDate=10000&endDate=620000');
  });

  it('may be served by the API itself, and are read by ranges', async () => {
    const recordingUrl = `${server.baseUrl}/files/a%20b.ts?signature=abc`;
    serve({ recordings: [told(10_000, 20_000, { recordingUrl })], total: 1 });
    const of = recordings();
    const [found] = await of.find('cam/1', span);
    if (!found) throw new Error('There is none.');
    expect(found.source).toEqual({
      bucket: new URL(server.baseUrl).host,
      ...{ key: 'files/a b.ts', version: '"e1"', sizeBytes: 10 },
    });
    expect(Buffer.from(await of.readRange(found, 2, 3)).toString()).toBe('234');
    expect(Buffer.from(await of.readRange(found, 8, 30)).toString()).toBe('89');
    expect(server.asked.at(-1)?.path).toContain('signature=abc');
  });

  it.each(['"e1"', 'W/"e1"'])(
    'that are changed while they are read, with ETags like %s, are not taken for the same',
    async eTag => {
      let now = eTag;
      serve([told(10_000, 20_000, { recordingUrl: `${server.baseUrl}/files/a%20b.ts` })], () => now);
      const of = recordings();
      const [found] = await of.find('cam/1', span);
      if (!found) throw new Error('There is none.');
      now = eTag.replace('1', '2');
      await expect(of.readRange(found, 0, 3)).rejects.toMatchObject({ by: 'source' });
    },
  );

  it('of a camera that the API does not know are refused', async () => {
    serve([]);
    await expect(recordings().find('other', span)).rejects.toMatchObject({ code: 'unknown-camera' });
    const only = { recordings: '/nothing/{camera}' };
    await expect(recordings(only).find('other', span)).rejects.toMatchObject({ code: 'unknown-camera' });
  });

  it('of a host that is not its own are refused', async () => {
    serve([told(10_000, 20_000, { recordingUrl: 'https://elsewhere.example/a.mp4' })]);
    await expect(recordings().find('cam/1', span)).rejects.toMatchObject({
      code: 'api-answer',
      message: expect.stringContaining('https://elsewhere.example'),
    });
  });

  it.each([
    ['no list', { recordings: 1 }, /at recordings$/],
    ['a time that is text', [told('x' as never, 1, { key: 'a' })], /at recordings\[0\]\.startTimestampInMs/],
    ['an end before the start', { recordings: [told(2, 1, { key: 'a' })] }, /at recordings\[0\]\.endTime/],
    ['neither key nor address', [told(1, 2, {})], /recordingUrl\n.*at recordings\[0\]\.key/],
    ['an address that is none', [told(1, 2, { recordingUrl: 'file:///etc/passwd' })], /\[0\]\.recordingUrl/],
  ])('that are told as %s are refused, and which field', async (_, list, detail) => {
    serve(list);
    await expect(recordings().find('cam/1', span)).rejects.toMatchObject({
      code: 'api-answer',
      detail: expect.stringMatching(detail),
    });
  });

  const PAGE =
    '<html>A page of some hundred bytes, as servers have them for what is not as it should be.</html>';
  it.each([
    [404, { recordings: 0 }],
    [410, { recordings: 0 }],
    [416, { recordings: 0 }],
    [503, { code: 'api-unavailable' }],
  ])('of which the host answers %i, with a page, are as good as their status', async (status, told_) => {
    server.answer(({ path }, response) => {
      if (path === '/cameras/c') json(response, {});
      else if (path.startsWith('/cameras/recording')) {
        json(response, [told(10_000, 20_000, { recordingUrl: `${server.baseUrl}/f%zz` })]);
      } else response.writeHead(status).end(PAGE);
    });
    const found = recordings().find('c', span);
    const came = await found.then(({ length }) => ({ recordings: length })).catch(error => error);
    expect(came).toMatchObject(told_);
  });

  it('may have a name that is no encoding of anything', async () => {
    server.answer(({ path }, response) => {
      const range = { etag: '"e"', 'content-range': 'bytes 0-0/7' };
      if (path === '/cameras/c') json(response, {});
      else if (!path.startsWith('/cameras/recording')) response.writeHead(206, range).end('x');
      else json(response, [told(10_000, 20_000, { recordingUrl: `${server.baseUrl}/100%.mp4` })]);
    });
    expect(await recordings().find('c', span)).toMatchObject([{ source: { key: '100%.mp4' } }]);
  });

  it('whose host serves no ranges are refused', async () => {
    server.answer(({ path }, response) => {
      if (path === '/cameras/c') json(response, {});
      else if (path.startsWith('/cameras/recording')) {
        json(response, [told(10_000, 20_000, { recordingUrl: `${server.baseUrl}/f` })]);
      } else response.writeHead(200, { etag: '"e"' }).end('the whole of it');
    });
    await expect(recordings().find('c', span)).rejects.toMatchObject({
      message: expect.stringContaining('is not served by ranges'),
    });
  });
});
