import { describe, expect, it } from 'vitest';
import { clipResultOf, clipResultSchema, writeClipResult } from '../../../contract/messages/clipResult.ts';

const span = { camera: 'cam1', fromMs: 1_000, toMs: 2_000 };
const request = { clipId: 'c1', span };
const files = {
  key: 'cam1/c1/clip.mp4',
  thumbnail: { key: 'cam1/c1/thumbnail_{size}.jpg', sizes: [300, 640] },
};

describe('what is told of a clip', () => {
  it('that is there is what the older system told', () => {
    const result = clipResultOf({ request, state: 'complete', bucket: 'clips', files });
    expect(result).toEqual({
      clipId: 'c1',
      cameraId: 'cam1',
      startTimestampInMs: 1_000,
      endTimestampInMs: 2_000,
      status: 'CLIP_AVAILABLE',
      bucket: 'clips',
      clip: { url: 'https://clips.s3.amazonaws.com/cam1/c1/clip.mp4', key: 'cam1/c1/clip.mp4' },
      thumbnail: {
        url: 'https://clips.s3.amazonaws.com/cam1/c1/thumbnail_{size}.jpg',
        key: 'cam1/c1/thumbnail_{size}.jpg',
        sizes: [300, 640],
      },
    });
    expect(clipResultSchema.parse(JSON.parse(writeClipResult(result as never)))).toEqual(result);
  });

  it.each([
    ['pending', 'CLIP_PENDING'],
    ['not-available', 'CLIP_NOT_AVAILABLE'],
    ['out-of-range', 'CLIP_OUT_OF_RANGE'],
    ['failed', 'FATAL_ERROR'],
  ])('that is %s is %s, and why', (state, status) => {
    expect(clipResultOf({ request, state, reason: 'So it is.', bucket: 'clips' })).toMatchObject({
      status,
      reason: 'So it is.',
    });
  });

  it.each(['queued', 'running', 'held', 'dropped', 'toString'])('that is %s is nothing', state => {
    expect(clipResultOf({ request, state, bucket: 'clips' })).toBe(null);
  });

  it('begins with the address that the bucket is served from', () => {
    const end = { request, state: 'complete', bucket: 'clips', baseUrl: 'https://cdn.example/c/', files };
    expect(clipResultOf(end)?.clip?.url).toBe('https://cdn.example/c/cam1/c1/clip.mp4');
  });

  it('of parts of sources names no camera', () => {
    const parts = { clipId: 'c2', span: { parts: [{ key: 'a.mp4', from: 0, to: 1 }] } };
    expect(clipResultOf({ request: parts, state: 'pending', bucket: 'clips' })).toEqual({
      clipId: 'c2',
      status: 'CLIP_PENDING',
      bucket: 'clips',
    });
  });
});
