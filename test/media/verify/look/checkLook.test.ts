import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeClip } from '../../../../lab/support/clip.ts';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';
import { ffmpegArgs } from '../../../../media/ffmpeg/ffmpegArgs.ts';
import { lookMoments } from '../../../../media/ffmpeg/look/lookMoments.ts';
import { encodeTakesLooks } from '../../../../media/ffmpeg/look/sourceLookArgs.ts';
import { measureSource } from '../../../../media/measure/measureSource.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';
import type { Bench } from '../../../../media/run/bench.ts';
import { runWatchedFfmpeg } from '../../../../media/run/runWatchedFfmpeg.ts';
import { layGrid } from '../../../../media/timeline/layGrid.ts';
import { checkLook } from '../../../../media/verify/look/checkLook.ts';
import { setDisplayMatrix } from '../../../fixtures/displayMatrix.ts';
import { film as preset } from '../../../fixtures/smallPresets.ts';

let folder: string;
let scene: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-look-'));
  scene = await makeClip(join(folder, 'scene.mp4'), { source: SCENE });
});

/** Of more than one group of pictures. */
const SCENE = 'testsrc2=size=320x180:rate=10:duration=3,gblur=sigma=3,vignette=angle=0.6:x0=100:y0=50';

/** The scene, to be turned by players. */
async function turned(turn: Parameters<typeof setDisplayMatrix>[1]): Promise<string> {
  const path = join(folder, `turned-${turn}.mp4`);
  await copyFile(scene, path);
  await setDisplayMatrix(path, turn, { w: 320, h: 180 });
  return path;
}

/** Makes a source's video with `more` filters behind the planned ones, and looks at it. */
async function look(input: string, more: string[] = []): Promise<void> {
  const bench: Bench = {
    folder: await mkdtemp(join(folder, 'made-')),
    input,
    run: (args, limits) =>
      runWatchedFfmpeg({
        bin: findFfmpeg(process.env),
        args,
        cwd: bench.folder,
        deadlineMs: 60_000,
        ...limits,
      }),
    onIncomplete: 'make',
    progressSeconds: 1,
    onProgress: () => {},
  };
  const plan = planRendition(await probeFile(input), preset);
  const { pictures, sound, opened } = await measureSource(plan, bench);
  const grid = layGrid(pictures, sound, plan.video.fps);
  const moments = lookMoments(pictures.times, grid, plan.video.gopFrames);
  const files = { input, output: join(bench.folder, 'out.mp4') };
  const args = ffmpegArgs(plan, files, { grid, opened, moments, shapes: [], spareSeconds: 0.1, sound: null });
  const chain = args.indexOf('-vf') + 1;
  await bench.run(args.with(chain, [args[chain], ...more].join(',')));
  const hasSourceLooks = encodeTakesLooks(plan, null);
  await checkLook(plan, { ...bench, ...files, opened, moments, hasSourceLooks });
}

const PQ = 'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc';
const HLG = 'log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc';

test.each<[string, string, string | undefined, string[]]>([
  ['an MP4', 'a.mp4', undefined, []],
  ['a transport stream', 'a.ts', undefined, ['-g', '10']],
  ['FLV', 'a.flv', undefined, []],
  ['AVI', 'a.avi', 'mpeg4', ['-q:v', '4']],
  ['WebM', 'a.webm', undefined, ['-b:v', '1M']],
  ['full-range MJPEG', 'a.mov', 'mjpeg', ['-pix_fmt', 'yuvj420p', '-q:v', '3']],
  ['RGB', 'rgb.mkv', 'libx264rgb', []],
  ['PQ', 'pq.mp4', 'libx265', ['-x265-params', PQ, '-pix_fmt', 'yuv420p10le']],
  ['HLG', 'hlg.mp4', 'libx265', ['-x265-params', HLG, '-pix_fmt', 'yuv420p10le']],
  ['wide pixels', 'wide.mp4', undefined, ['-vf', `${SCENE.split(',').slice(1).join(',')},setsar=4/3`]],
])('what was made of %s looks right', async (_, name, codec, args) => {
  const input = await makeClip(join(folder, name), { source: SCENE, ...(codec && { codec }), args });

  await expect(look(input)).resolves.toBeUndefined();
});

test.each([90, 180, 270, 'mirror'] as const)(
  'a phone clip laid by its matrix (%s) looks right',
  async turn => {
    const input = await turned(turn);

    await expect(look(input)).resolves.toBeUndefined();
  },
);

test.each([
  [['hflip'], /turned or mirrored/],
  [['hflip', 'vflip'], /turned/],
  [['transpose=clock', 'scale=320:180'], /turned/],
  [['swapuv'], /colours/],
  [['lutrgb=r=val/2:g=val/2+120:b=val/2'], /colours/],
  [['drawbox=t=fill:color=gray'], /empty/],
  [['scale=160:180', 'pad=320:180:80:0'], /bars/],
])('a chain that ends in %s is caught', async (filters, word) => {
  await expect(look(scene, filters)).rejects.toMatchObject({
    failureClass: 'preset',
    code: 'output-mismatch',
    message: expect.stringMatching(word),
  });
});

test.each([
  [['vflip'], /turned or mirrored/],
  [['swapuv'], /colours/],
])('a chain that ends in %s is caught of a turned clip too', async (filters, word) => {
  await expect(look(await turned(90), filters)).rejects.toMatchObject({
    code: 'output-mismatch',
    message: expect.stringMatching(word),
  });
});

test('a film that stands still in black, and one of a single frame, pass unseen', async () => {
  for (const source of [
    'color=black:size=160x90:rate=25:duration=2',
    'testsrc2=size=160x90:rate=25:duration=0.04',
  ]) {
    const input = await makeClip(join(folder, `still-${source.length}.mp4`), { source, audio: false });
    await expect(look(input)).resolves.toBeUndefined();
  }
});
