import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { NotForSegments, readSource } from '../../../media/segments/index.ts';
import { framesOf, measureInPieces, PRESET, rangeOf } from './inPieces.ts';

let folder: string;
/** Ten groups of pictures, large ones. */
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-measure-'));
  film = await makeClip(join(folder, 'film.mp4'), {
    ...{ size: '640x360', seconds: 10 },
    args: ['-vf', 'noise=alls=20:allf=t', '-b:v', '6M', '-g', '30', '-bf', '2'],
  });
});

test('the timeline by the index is the one of the whole file', async () => {
  const { whole, measured } = await measureInPieces(film);

  expect(measured.grid).toEqual(whole.grid);
  expect(measured.plan).toEqual(whole.plan);
  expect(measured.timeline.pictures).toEqual(whole.timeline.pictures);
  expect(measured.timeline.sound).toEqual(whole.timeline.sound);
});

test('a film without sound is measured by a small part of it', async () => {
  const mute = join(folder, 'mute.mp4');
  await ffmpeg(['-i', film, '-an', '-c', 'copy', mute]);

  const { whole, measured, bytesRead } = await measureInPieces(mute);

  expect(measured.grid).toEqual(whole.grid);
  expect(bytesRead).toBeLessThan((await stat(mute)).size / 2);
});

test('an edit list that begins between key frames leaves out the same pictures', async () => {
  const path = join(folder, 'edited.mp4');
  await ffmpeg(['-ss', '2.4', '-i', film, '-t', '4', '-c', 'copy', path]);

  const both = await measureInPieces(path);
  const { inPieces, inWhole } = await framesOf(both, 1);

  expect(both.measured.grid).toEqual(both.whole.grid);
  expect(both.measured.clock.offsetTicks).toBeLessThan(0);
  expect(inPieces.flat()).toEqual(inWhole);
});

describe('what has no index of its pictures is not for segments, and why is a sentence', () => {
  async function reason(path: string): Promise<string> {
    const probe = await probeFile(path);
    const error = await readSource(rangeOf(path), probe.sizeBytes, planRendition(probe, PRESET)).catch(
      error => error,
    );
    expect(error).toBeInstanceOf(NotForSegments);
    return error.message;
  }

  test.each(['mkv', 'ts', 'webm'])('.%s', async extension => {
    const path = await makeClip(join(folder, `a.${extension}`));

    expect(await reason(path)).toMatch(/^It has no index/);
  });

  test('fragments', async () => {
    const args = ['-movflags', '+frag_keyframe+empty_moov'];
    const path = await makeClip(join(folder, 'fragments.mp4'), { args });

    expect(await reason(path)).toMatch(/^It is in fragments/);
  });

  test('pictures that refer to others, where each is called a key frame', async () => {
    const path = await makeClip(join(folder, 'all-keys.mp4'), { args: ['-bf', '2'] });
    const probe = await probeFile(path);
    const hidden = async (offset: number, length: number) => {
      const bytes = Buffer.from(await rangeOf(path)(offset, length));
      const at = bytes.indexOf('stss', 0, 'latin1');
      if (at > 0) bytes.write('skip', at, 'latin1');
      return bytes;
    };
    const plan = planRendition(probe, PRESET);

    await expect(readSource(hidden, probe.sizeBytes, plan)).rejects.toThrow(
      /does not tell which pictures are key/,
    );
  });

  test('H.264 of which only the start tells how to decode it', async () => {
    const path = await makeClip(join(folder, '444.mp4'), { args: ['-pix_fmt', 'yuv444p'] });

    expect(await reason(path)).toMatch(/High 4:4:4/);
  });

  test('an index that is not whole', async () => {
    const path = await makeClip(join(folder, 'cut.mp4'));
    const probe = await probeFile(path);

    const read = readSource(rangeOf(path), probe.sizeBytes - 100, planRendition(probe, PRESET));

    await expect(read).rejects.toThrow(/no whole index/);
  });

  test('pictures past the end of the file', async () => {
    const path = await makeClip(join(folder, 'short.mp4'), {
      args: ['-movflags', '+faststart'],
      audio: false,
    });
    const probe = await probeFile(path);

    const read = readSource(rangeOf(path), probe.sizeBytes - 1, planRendition(probe, PRESET));

    await expect(read).rejects.toThrow(/past its end/);
  });
});
