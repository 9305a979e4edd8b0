import { expect, test } from 'vitest';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { matroskaStart } from '../../../../media/containers/matroska/matroskaStart.ts';

const start = (hex: string) => {
  const file = Buffer.from(`${hex.replace(/\s/g, '')}${'00'.repeat(32)}`, 'hex');
  const reader = boundedReader(async (at, length) => file.subarray(at, at + length), file.length, 1e6);
  return matroskaStart(reader, file.length);
};

/** A cluster of unknown length, at `time` ms. */
const cluster = (time: string) => `1f43b675 01ffffffffffffff bf84 00000000 e781${time}`;

test.each([
  ['in a simple block', `${cluster('00')} a385 82fa0f80 00`, -1.521],
  ['in a group of blocks', `${cluster('0a')} a087 a185 81fff080 00`, -0.006],
  ['after zero', `${cluster('21')} a385 81000080 00`, 0.033],
  ['nowhere', '1a45dfa3', 0],
])('the first time %s', async (_, hex, seconds) => {
  expect((await start(hex)).seconds).toBeCloseTo(seconds, 6);
});

test('the rate of the first track that tells one', async () => {
  expect((await start('23e383 84 01fca055')).fps).toBeCloseTo(30, 2);
  expect((await start('1a45dfa3')).fps).toBeNull();
});
