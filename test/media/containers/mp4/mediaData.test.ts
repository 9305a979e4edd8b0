import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { findMediaData } from '../../../../media/containers/mp4/mediaData.ts';

function box(type: string, length: number, content = ''): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32BE(length, 0);
  bytes.write(type + content, 4, 'latin1');
  return bytes;
}

const find = (...boxes: Buffer[]) => {
  const file = Buffer.concat(boxes);
  const reader = boundedReader(async (at, length) => file.subarray(at, at + length), file.length, 1e6);
  return findMediaData(reader, file.length);
};

test('an MP4’s data is its mdat box, wherever it stands', async () => {
  expect(await find(box('ftyp', 32), box('moov', 500), box('mdat', 1000))).toEqual({ start: 532, end: 1532 });
  expect(await find(box('ftyp', 32), box('free', 8), box('mdat', 100), box('moov', 50))).toEqual({
    start: 40,
    end: 140,
  });
});

test('a box that reaches to the end, or needs 64 bits, is measured right', async () => {
  const open = box('mdat', 100);
  open.writeUInt32BE(0, 0);
  const long = box('mdat', 100);
  long.writeUInt32BE(1, 0);
  long.writeBigUInt64BE(100n, 8);

  expect(await find(box('ftyp', 32), open)).toEqual({ start: 32, end: 132 });
  expect(await find(box('ftyp', 32), long, box('moov', 50))).toEqual({ start: 32, end: 132 });
});

test('anything else is data from end to end', async () => {
  expect(await find(Buffer.alloc(100))).toEqual({ start: 0, end: 100 });
  expect(await find(box('ftyp', 32), Buffer.alloc(68))).toEqual({ start: 0, end: 100 });
});
