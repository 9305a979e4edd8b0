import { expect, it } from 'vitest';
import { readSourceEvent, writeSourceEvent } from '../../../contract/messages/source.ts';
import { loneSidecarNews } from '../../../pipeline/notify/loneSidecar.ts';

const SIDECAR = { bucket: 'in', key: 'a.mp4.json', version: 'v1', video: 'a.mp4' };

it('a file of wishes without its video is told as a source that failed, under one id', () => {
  const news = loneSidecarNews(SIDECAR, new Date(0));
  expect(readSourceEvent(writeSourceEvent(news))).toMatchObject({
    ...{ schema: 'fanreel.source/1', state: 'failed', revision: 1, renditions: [] },
    source: { bucket: 'in', key: 'a.mp4.json', version: 'v1' },
    failure: { code: 'wish-without-video', message: expect.stringContaining('"a.mp4"') },
  });
  expect(loneSidecarNews(SIDECAR).id).toBe(news.id);
  expect(loneSidecarNews({ ...SIDECAR, version: 'v2' }).id).not.toBe(news.id);
});
