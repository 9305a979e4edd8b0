import { mkdtemp, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClip } from '../../../../lab/support/clip.ts';
import { boundedReader } from '../../../../media/containers/bytes/boundedReader.ts';
import { fileRange } from '../../../../media/containers/bytes/fileRange.ts';
import { findMediaData } from '../../../../media/containers/mp4/mediaData.ts';
import { dataBudget, MAX_DATA_BYTES, OWN_DATA_BYTES } from '../../../../media/probe/analysis/dataBudget.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';

const folder = await mkdtemp(join(tmpdir(), 'fanreel-budget-'));
const MB = 1024 * 1024;

async function budgetOf(path: string): Promise<number> {
  await using file = await open(path);
  const { size } = await file.stat();
  const reader = boundedReader(fileRange(file), size, size);
  return await dataBudget(reader, size, await findMediaData(reader, size));
}

test.each(['usual.mp4', 'usual.mov'])('of %s a megabyte is enough, wherever its index is', async name => {
  const args = name.endsWith('mp4') ? ['-movflags', '+faststart'] : [];
  expect(await budgetOf(await makeClip(join(folder, name), { args }))).toBe(MB);
});

test('of a film of many bytes a second it is half a second, and no more than of any other', async () => {
  const noise = {
    size: '640x480',
    source: 'nullsrc=size=640x480:rate=25:duration=1,geq=random(1)*255',
    audio: false,
  };
  const raw = (more: string[]) => ({
    ...noise,
    codec: 'mjpeg',
    args: ['-q:v', '2', '-pix_fmt', 'yuvj444p', ...more],
  });
  const some = await budgetOf(await makeClip(join(folder, 'some.mov'), raw(['-r', '12'])));
  const many = await budgetOf(await makeClip(join(folder, 'many.mov'), raw(['-r', '50'])));

  expect(some).toBeGreaterThan(MB);
  expect(some).toBeLessThan(MAX_DATA_BYTES);
  expect(many).toBeGreaterThan(some);
  expect(many).toBeLessThanOrEqual(MAX_DATA_BYTES);
});

test('of another container, and of a fragmented one that does not say how long it is, it is the most', async () => {
  expect(await budgetOf(await makeClip(join(folder, 'other.mkv')))).toBe(MAX_DATA_BYTES);
  const fragmented = ['-movflags', '+frag_keyframe+empty_moov'];
  expect(await budgetOf(await makeClip(join(folder, 'parts.mp4'), { args: fragmented }))).toBe(
    MAX_DATA_BYTES,
  );
});

test('of what we make ourselves little data tells the same as all of it', async () => {
  const path = await makeClip(join(folder, 'own.mp4'), {
    source: 'testsrc2=size=640x360:rate=30:duration=4,noise=alls=40:allf=t',
    args: ['-movflags', '+faststart'],
  });
  const { bytesRead: usual, ...told } = await probeFile(path);
  const { bytesRead, ...toldByLittle } = await probeFile(path, OWN_DATA_BYTES);
  expect(toldByLittle).toEqual(told);
  expect(bytesRead).toBeLessThan(usual);
});
