import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPackets } from '../../../media/timeline/readPackets.ts';

async function report(lines: string[], end = '\n'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'fanreel-report-')), 'packets.txt');
  await writeFile(path, `#software: Lavf\n#tb 0: 1/50\n#media_type 0: video\n${lines.join('\n')}${end}`);
  return path;
}

test('a packet has its times in seconds, and what its flags say', async () => {
  const path = await report([
    '0,        -50,          0,         25,      100, 0x0e11f6b2',
    '0,        -25,         75,         25,        9, 0x9e2e7b78, F=0x0, S=1, 10, 0x0b9d0455',
    '0,          0, -9223372036854775808,         25,        8, 0x9e2e7b78, F=0x6',
  ]);

  expect(await readPackets(path)).toEqual([
    { pts: 0, dts: -1, seconds: 0.5, bytes: 100, key: true, corrupt: false, discarded: false },
    { pts: 1.5, dts: -0.5, seconds: 0.5, bytes: 9, key: false, corrupt: false, discarded: false },
    { pts: null, dts: 0, seconds: 0.5, bytes: 8, key: false, corrupt: true, discarded: true },
  ]);
});

test('a long report has all of its packets, wherever the file is read in parts', async () => {
  const packets = Array.from({ length: 5_000 }, (_, index) => index);
  const path = await report(packets.map(index => `0, ${index}, ${index}, 1, ${index}, 0x0e11f6b2`));

  expect((await readPackets(path)).map(({ bytes }) => bytes)).toEqual(packets);
});

test('a last line that nothing ends counts, and one that is cut off does not', async () => {
  expect(await readPackets(await report(['0, 0, 0, 1, 7, 0x0e11f6b2'], ''))).toHaveLength(1);
  expect(await readPackets(await report(['0, 0, 0, 1, 7, 0x0e11f6b2', '0, 1,'], ''))).toHaveLength(1);
});
