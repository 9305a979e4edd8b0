import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeClip } from '../../../lab/support/clip.ts';
import { setDisplayMatrix } from '../../fixtures/displayMatrix.ts';
import { framesOf, measureInPieces } from './inPieces.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-in-pieces-'));
});

const BFRAMES = ['-preset', 'fast', '-bf', '3', '-x264-params', 'scenecut=0:keyint=45:min-keyint=45'];
const OPEN = ['-preset', 'fast', '-bf', '3', '-x264-params', 'open-gop=1:keyint=36:min-keyint=36:scenecut=0'];
/** Some frames are left out, and each of the others is up to a third of a frame late. */
const UNEVEN =
  "select='not(eq(mod(n,17),3)+between(n,50,75))',setpts='PTS+floor(random(1)*170)*(1/15360)/TB'";

interface Source {
  extension?: string;
  rate?: string;
  args?: string[];
  /** Turned by its header. */
  turned?: boolean;
}

const SOURCES: Record<string, Source> = {
  'at a constant rate': { args: ['-g', '40'] },
  'at 29.97, with frames out of order': { rate: '30000/1001', args: BFRAMES },
  'whose groups of pictures are open': { extension: 'mov', rate: '25', args: OPEN },
  'at a variable rate': {
    args: ['-vf', UNEVEN, '-fps_mode', 'vfr', '-video_track_timescale', '15360', '-g', '20'],
  },
  'at twice the rate of the output': { rate: '120', args: ['-g', '100'] },
  'whose picture begins late': { rate: '25', args: ['-vf', 'setpts=PTS+1.3/TB', '-bf', '2'] },
  'whose last picture is held for long': {
    args: ['-vf', 'setpts=PTS+gte(N\\,80)*2.3/TB,trim=end_frame=81', '-bf', '2', '-fps_mode', 'vfr'],
  },
  'of fields': {
    rate: '25',
    args: ['-vf', 'interlace', '-flags', '+ildct+ilme', '-x264-params', 'tff=1', '-g', '30'],
  },
  'of HLG': {
    rate: '24',
    args: [
      ...['-vf', 'format=yuv420p10le', '-pix_fmt', 'yuv420p10le', '-color_trc', 'arib-std-b67'],
      ...['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc', '-g', '48'],
    ],
  },
  'that is turned': { turned: true, args: BFRAMES },
  'of pictures that are all key frames': {
    extension: 'mov',
    args: ['-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le'],
  },
};

describe.each(Object.entries(SOURCES))(
  'a source %s',
  (name, { extension = 'mp4', rate = '30', args, turned }) => {
    test('gives the same frames in pieces as in the whole, bit for bit', async () => {
      const path = join(folder, `${name.replaceAll(' ', '-')}.${extension}`);
      await makeClip(path, { size: '128x72', rate, seconds: 4, ...(args && { args }) });
      if (turned) await setDisplayMatrix(path, 90, { w: 128, h: 72 });

      const both = await measureInPieces(path);
      const { pieces, inPieces, inWhole } = await framesOf(both, 1);

      expect(pieces.length).toBeGreaterThan(2);
      expect(inPieces.map(({ length }) => length)).toEqual(pieces.map(({ frames }) => frames));
      expect(inPieces.flat()).toEqual(inWhole);
      expect(new Set(inWhole).size).toBeGreaterThan(20);
    });
  },
);
