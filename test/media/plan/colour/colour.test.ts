import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeFile } from '../../../../lab/support/clip.ts';
import { planImages } from '../../../../media/images/plan/planImages.ts';
import { planRendition } from '../../../../media/plan/plan.ts';
import { probeFile } from '../../../../media/probe/probeFile.ts';
import images from '../../../../presets/thumbnails.ts';
import { dolbyVision } from '../../../fixtures/dolbyVision.ts';
import { encodeFile } from '../../../fixtures/encodeFile.ts';
import { furthest, patches, shownPatches } from '../../../fixtures/patches.ts';
import { probeOf } from '../../../fixtures/probes.ts';
import { film as preset } from '../../../fixtures/smallPresets.ts';
import { makeFrom } from '../../images/makeFrom.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-colour-'));
});

/** Rounding to 8 bits, once more in the output, and what x264 leaves out. */
const CLOSE = 8;

interface Clip {
  size?: [number, number];
  /** By zscale's names; what the samples really are. */
  matrix?: string;
  range?: 'limited' | 'full';
  format?: string;
  /** What the file says of it. */
  args: string[];
}

async function clip(name: string, { size = [384, 216], matrix = '170m', range, format, args }: Clip) {
  const path = join(folder, name);
  const setup = 'setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc';
  const into = `zscale=m=${matrix}:r=${range ?? 'limited'},format=${format ?? 'yuv420p'}`;
  // Nothing that the filters say of the frames may get into the file: that is for `args`.
  const untold = 'setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown';
  const filters = ['-vf', `${setup},${into},${untold}`];
  return makeFile(path, ['-f', 'lavfi', '-i', patches(...size), ...filters, ...args]);
}

const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '4'];
const X265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-tag:v', 'hvc1'];
const codes = (primaries: number, transfer: number, matrix: number, codec = 'h264') => [
  '-bsf:v',
  `${codec}_metadata=colour_primaries=${primaries}:transfer_characteristics=${transfer}:matrix_coefficients=${matrix}`,
];
const HD: [number, number] = [1536, 864];

describe('what a screen shows of the output is what was shot', () => {
  test.each<[string, string, Clip]>([
    ['SD that tells nothing', 'sd.mp4', { args: X264 }],
    ['SD of BT.470 B/G', 'pal.mp4', { size: [720, 576], args: [...X264, ...codes(5, 5, 5)] }],
    ['HD of BT.709', 'hd.mp4', { size: HD, matrix: '709', args: [...X264, ...codes(1, 1, 1)] }],
    ['HD that tells nothing', 'untold.mkv', { size: HD, matrix: '709', args: X264 }],
    ['HD of BT.601', 'hd601.ts', { size: HD, args: [...X264, ...codes(6, 6, 6)] }],
    ['full range', 'full.mp4', { range: 'full', args: [...X264, ...codes(6, 6, 6), '-color_range', 'pc'] }],
    [
      'HD of MJPEG',
      'jpeg.mov',
      { size: HD, range: 'full', args: ['-c:v', 'mjpeg', '-q:v', '2', '-color_range', 'pc'] },
    ],
    [
      'HD of VP8',
      'hd.webm',
      { size: HD, args: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '4M'] },
    ],
    ['values without a meaning', 'odd.mp4', { args: [...X264, ...codes(3, 3, 22)] }],
    [
      'values without a meaning in HD',
      'odd-hd.mkv',
      { size: HD, matrix: '709', args: [...X264, ...codes(22, 40, 200)] },
    ],
    ['the reserved matrix, as Samsung writes it', 'samsung.mp4', { args: [...X264, ...codes(3, 6, 3)] }],
    ['the reserved matrix in HEVC', 'samsung.mkv', { args: [...X265, ...codes(3, 3, 3, 'hevc')] }],
    [
      'the reserved matrix in HD, in a stream',
      'samsung.ts',
      { size: HD, matrix: '709', args: [...X264, ...codes(1, 1, 3)] },
    ],
    ['half of it told', 'half.mp4', { size: HD, matrix: '709', args: [...X264, ...codes(1, 1, 2)] }],
    ['a matrix for RGB on YUV', 'identity.mp4', { args: [...X264, ...codes(6, 6, 0)] }],
    ['FCC', 'fcc.mp4', { matrix: 'fcc', args: [...X264, ...codes(6, 6, 4)] }],
    ['YCgCo', 'ycgco.mp4', { matrix: 'ycgco', format: 'yuv444p', args: [...X264, ...codes(1, 1, 8)] }],
    ['YCgCo in HEVC', 'ycgco.mkv', { matrix: 'ycgco', args: [...X265, ...codes(1, 1, 8, 'hevc')] }],
    [
      'VP9 of BT.709',
      'vp9.webm',
      { matrix: '709', args: ['-c:v', 'libvpx-vp9', '-cpu-used', '8', '-b:v', '4M', '-colorspace', 'bt709'] },
    ],
  ])('%s', async (_, name, made) => {
    const { path, output } = await encodeFile(await clip(name, made), preset);

    expect(furthest(await shownPatches(path))).toBeLessThanOrEqual(CLOSE);
    expect(output.video?.fullRange).toBe(false);
  });
});

test('HD that tells nothing says what it is once it is smaller', async () => {
  const input = await clip('small.mp4', { size: HD, matrix: '709', args: X264 });
  const { path, output } = await encodeFile(input, { ...preset, height: 360 });

  expect(output.video?.matrix).toBe('BT.709');
  expect(furthest(await shownPatches(path))).toBeLessThanOrEqual(CLOSE);
});

describe('high dynamic range comes out the same, however it is told', () => {
  const hdr = async (name: string, transfer: string, [p, m, r]: string[], told: string[]) => {
    const path = join(folder, name);
    const filters = [
      'setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc',
      'zscale=t=linear:npl=203,format=gbrpf32le',
      `zscale=p=${p}`,
      `zscale=t=${transfer}:m=${m}:r=${r}:npl=1000,format=yuv420p10le`,
      'setparams=color_primaries=unknown:color_trc=unknown:colorspace=unknown',
    ];
    const params = `log-level=none:crf=8:transfer=${transfer}${told.map(word => `:${word}`).join('')}`;
    await makeFile(path, [
      ...['-f', 'lavfi', '-i', patches(384, 216), '-vf', filters.join(','), ...X265, '-x265-params', params],
      ...['-color_range', r === 'full' ? 'pc' : 'tv'],
    ]);
    return shownPatches((await encodeFile(path, preset)).path);
  };
  const BT2020 = ['bt2020', 'bt2020nc', 'limited'];

  test.each(['arib-std-b67', 'smpte2084'])('%s', async transfer => {
    const curve = transfer.slice(0, 4);
    const usual = await hdr(`${curve}.mp4`, transfer, BT2020, ['colorprim=bt2020', 'colormatrix=bt2020nc']);
    const others = [
      await hdr(`${curve}-untold.mp4`, transfer, BT2020, []),
      await hdr(
        `${curve}-full.mkv`,
        transfer,
        ['bt2020', 'bt2020nc', 'full'],
        ['colorprim=bt2020', 'colormatrix=bt2020nc', 'range=full'],
      ),
      await hdr(
        `${curve}-709.mp4`,
        transfer,
        ['bt709', 'bt709', 'limited'],
        ['colorprim=bt709', 'colormatrix=bt709'],
      ),
      await hdr(
        `${curve}-mixed.ts`,
        transfer,
        ['bt2020', 'bt709', 'limited'],
        ['colorprim=bt2020', 'colormatrix=bt709'],
      ),
      await hdr(
        `${curve}-p3.mp4`,
        transfer,
        ['smpte432', 'bt2020nc', 'limited'],
        ['colorprim=smpte432', 'colormatrix=bt2020nc'],
      ),
      await hdr(
        `${curve}-ictcp.mp4`,
        transfer,
        ['bt2020', 'ictcp', 'limited'],
        ['colorprim=bt2020', 'colormatrix=ictcp'],
      ),
    ];

    for (const [at, shown] of others.entries())
      expect([at, furthest(shown, usual) <= CLOSE, shown]).toEqual([at, true, shown]);
    // No patch is grey but the first.
    expect(usual.filter(rgb => Math.max(...rgb) - Math.min(...rgb) < 20)).toHaveLength(1);
  });
});

describe('colours that would come out wrong are refused', () => {
  test.each([
    ['BT.2020 constant', 'PQ', 'BT.2020'],
    ['ICtCp', 'BT.709', 'BT.709'],
    ["Y'D'zD'x", 'BT.709', 'BT.709'],
  ])('%s with %s', (matrix, transfer, primaries) => {
    const probe = probeOf({ matrix, transfer, primaries });
    expect(() => planRendition(probe, preset)).toThrow(expect.objectContaining({ code: 'colour-space' }));
  });

  test.each([
    ['dvh1.mp4', 'dvh1', null],
    ['hvc1.mp4', 'hvc1', null],
    ['hvc1.mp4', 'hvc1', 'copy.mkv'],
  ] as const)('Dolby Vision 5: %s with %s, copied into %s', async (name, entry, copy) => {
    const made = await dolbyVision(join(folder, name), { profile: 5, compatibility: 0, entry });
    const input = copy === null ? made : join(folder, copy);
    if (copy) await ffmpeg(['-i', made, '-c', 'copy', '-strict', 'unofficial', input]);
    const found = await probeFile(input);

    for (const plan of [() => planRendition(found, preset), () => planImages(found, images)])
      expect(plan).toThrow(expect.objectContaining({ code: 'dolby-vision-5' }));
  });

  test.each([
    [8, 1],
    [8, 4],
    [8, 2],
    [7, 6],
  ])('Dolby Vision %i with a base for all (%i) goes on', async (profile, compatibility) => {
    const input = await dolbyVision(join(folder, `${profile}-${compatibility}.mp4`), {
      profile,
      compatibility,
    });

    const found = await probeFile(input);

    expect(found.video?.dolbyVisionOnly).toBe(false);
    expect(planRendition(found, preset).video.toneMap).toBe(compatibility !== 2);
  });
});

test('images of the reserved matrix are made too, in its colours', async () => {
  const input = await clip('samsung-images.mp4', { args: [...X264, ...codes(3, 6, 3)] });
  const { images: made, pathOf } = await makeFrom(input, { widths: [384] });

  expect(made).toHaveLength(1);
  for (const { name } of made)
    expect(furthest(await shownPatches(pathOf(name)))).toBeLessThanOrEqual(2 * CLOSE);
});
