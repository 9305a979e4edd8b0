import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeClip } from '../../../../lab/support/clip.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';
import { probeOutput } from '../../../../media/verify/output/probeOutput.ts';

const folder = await mkdtemp(join(tmpdir(), 'fanreel-output-'));

test('an output with a video is read as any file', async () => {
  const path = await makeClip(join(folder, 'good.mp4'), {});

  expect(await probeOutput(() => probeFile(path))).toMatchObject({
    container: 'mp4',
    video: { codec: 'h264' },
  });
});

test('an output that holds no video is the fault of whoever made it, not of its source', async () => {
  const path = join(folder, 'empty.mp4');
  await writeFile(path, '');

  await expect(probeOutput(() => probeFile(path))).rejects.toMatchObject({
    failureClass: 'preset',
    code: 'output-mismatch',
    detail: expect.stringContaining('empty'),
  });
});

test('a disk that cannot be read is nobody’s fault', async () => {
  await expect(probeOutput(() => probeFile(join(folder, 'missing.mp4')))).rejects.toMatchObject({
    code: 'ENOENT',
  });
});
