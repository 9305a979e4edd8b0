import { describe, expect, it } from 'vitest';
import { readRequest, writeRequest } from '../../../contract/messages/request.ts';

/** As scripts and earlier versions write it. */
const WRITTEN = {
  schema: 'fanreel.request/1',
  source: { bucket: 'fanreel-input', key: 'a b+c%20.mp4', version: 'v1' },
  force: true,
  reason: 'the preset was wrong',
};

describe('a request', () => {
  it('is read as it was written before', () => {
    const { schema: _, ...request } = WRITTEN;
    expect(readRequest(WRITTEN)).toEqual(request);
  });

  it('names as little as a source', () => {
    const source = { bucket: 'fanreel-input', key: 'a.mp4' };
    expect(readRequest({ schema: 'fanreel.request/1', source })).toEqual({ source });
  });

  it('is written as it is read, without what it does not say', () => {
    const { schema: _, ...request } = WRITTEN;
    expect(JSON.parse(writeRequest(request))).toEqual(WRITTEN);
    const source = { bucket: 'fanreel-input', key: 'a.mp4' };
    expect(writeRequest({ source, force: undefined, reason: undefined })).toBe(
      '{"schema":"fanreel.request/1","source":{"bucket":"fanreel-input","key":"a.mp4"}}',
    );
  });

  it.each([
    ['another version', { ...WRITTEN, schema: 'fanreel.request/2' }, /schema/],
    ['a field that nobody knows', { ...WRITTEN, forse: true }, /forse/],
    ['a source without a key', { ...WRITTEN, source: { bucket: 'b', key: '' } }, /key/],
  ])('is refused with %s', (_, data, name) => {
    expect(() => readRequest(data)).toThrow(name);
  });
});
