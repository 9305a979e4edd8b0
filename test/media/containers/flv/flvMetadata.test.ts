import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { flvDeclaredSeconds } from '../../../../media/containers/flv/flvMetadata.ts';

const bytes = (...values: number[]) => Buffer.from(values);
const key = (name: string) => Buffer.concat([bytes(0, name.length), Buffer.from(name, 'latin1')]);
const text = (value: string) => Buffer.concat([bytes(2), key(value)]);
const END = bytes(0, 0, 9);

function number(value: number): Buffer {
  const body = Buffer.alloc(9);
  body.writeDoubleBE(value, 1);
  return body;
}

function tag(type: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(11);
  head[0] = type;
  head.writeUIntBE(body.length, 1, 3);
  return Buffer.concat([head, body, Buffer.alloc(4)]);
}

const FLV = Buffer.from('464c5601050000000900000000', 'hex');
const ARRAY = bytes(8, 0, 0, 0, 2);
const metadata = (...members: Buffer[]) => tag(18, text('onMetaData'), ARRAY, ...members, END);
const declared = (...parts: Buffer[]) => {
  const file = Buffer.concat(parts);
  const reader = boundedReader(async (at, length) => file.subarray(at, at + length), file.length, 1e6);
  return flvDeclaredSeconds(reader);
};

const KEY_FRAMES = Buffer.concat([
  ...[key('keyframes'), bytes(3), key('times')],
  ...[bytes(10, 0, 0, 0, 2), number(0), number(2), END],
]);

test.each([
  ['first', [metadata(key('duration'), number(30.5))]],
  ['behind a list of key frames', [metadata(KEY_FRAMES, key('duration'), number(30.5))]],
  ['in an object', [tag(18, text('onMetaData'), bytes(3), key('duration'), number(30.5), END)]],
  ['behind a frame', [tag(9, bytes(23, 0)), metadata(key('duration'), number(30.5))]],
  [
    'behind a date, a text and nothing',
    [
      metadata(
        ...[key('date'), bytes(11), Buffer.alloc(10), key('by'), text('me'), key('no'), bytes(5)],
        ...[key('stereo'), bytes(1, 1), key('duration'), number(30.5)],
      ),
    ],
  ],
])('the length %s', async (_, parts) => {
  expect(await declared(FLV, ...parts)).toBe(30.5);
});

test.each([
  ['no metadata', [tag(9, bytes(23, 0))]],
  ['no length', [metadata(key('width'), number(320))]],
  ['a length of 0', [metadata(key('duration'), number(0))]],
  ['a length below 0', [metadata(key('duration'), number(-1))]],
  ['a length that is no number', [metadata(key('duration'), number(Number.NaN))]],
  ['an endless length', [metadata(key('duration'), number(Infinity))]],
  ['a text for a length', [metadata(key('duration'), text('30'))]],
  ['another name', [tag(18, text('onCuePoint'), ARRAY, key('duration'), number(1), END)]],
  ['an unknown value', [metadata(key('odd'), bytes(15, 0, 0, 0, 0), key('duration'), number(1))]],
  ['endless nesting', [metadata(...Array.from({ length: 99 }, () => [key('a'), bytes(3)]).flat())]],
  ['a list of billions', [metadata(key('a'), bytes(10, 255, 255, 255, 255), number(1))]],
  ['a cut', [metadata(key('duration'), number(30.5)).subarray(0, 40)]],
])('none: %s', async (_, parts) => {
  expect(await declared(FLV, ...parts)).toBeNull();
});

test('none in another file', async () => {
  expect(await declared(Buffer.alloc(64))).toBeNull();
});
