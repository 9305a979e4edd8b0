import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ClipSource } from '../../../media/clips/clipPart.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { rangeOf } from '../segments/inPieces.ts';
import { ffmpeg } from './packets.ts';

const PICTURES = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=30:d=6'];
const NTSC = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=30000/1001:d=6'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=6'];
const H264 = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-bf',
  '3',
  '-b_strategy',
  '0',
  '-g',
  '25',
  '-pix_fmt',
  'yuv420p',
];
const AAC = ['-c:a', 'aac', '-ac', '1'];
const OPEN = ['-x264-params', 'open-gop=1:keyint=25:min-keyint=25:scenecut=0'];

/** Ways of writing the same film, by ffmpeg's arguments; `plain` is a file of the first. */
const MUXERS: Record<string, (plain: string) => string[]> = {
  'plain.mp4': () => [...PICTURES, ...SOUND, ...H264, ...AAC],
  'in-front.mp4': plain => ['-i', plain, '-c', 'copy', '-movflags', '+faststart'],
  'offsets-below-zero.mp4': plain => ['-i', plain, '-c', 'copy', '-movflags', 'negative_cts_offsets'],
  'no-edits.mp4': plain => ['-i', plain, '-c', 'copy', '-use_editlist', '0'],
  'cut.mp4': plain => ['-i', plain, '-ss', '1.37', '-c', 'copy'],
  'cut-at-both-ends.mp4': plain => ['-ss', '1.37', '-i', plain, '-t', '3.11', '-c', 'copy'],
  'late-sound.mp4': plain => [
    '-i',
    plain,
    '-itsoffset',
    '1.23',
    '-i',
    plain,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-c',
    'copy',
  ],
  'late-pictures.mp4': plain => [
    '-itsoffset',
    '1.23',
    '-i',
    plain,
    '-i',
    plain,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-c',
    'copy',
  ],
  'below-zero.mp4': plain => [
    '-itsoffset',
    '-0.5',
    '-i',
    plain,
    '-c',
    'copy',
    '-avoid_negative_ts',
    'disabled',
  ],
  'pcm.mov': plain => ['-i', plain, '-c:v', 'copy', '-c:a', 'pcm_s24le', '-ar', '44100'],
  'variable-rate.mp4': () => [
    ...PICTURES,
    ...SOUND,
    '-vf',
    "select='not(mod(n,7))+not(mod(n,5))'",
    '-fps_mode',
    'vfr',
    ...H264,
    ...AAC,
  ],
  'ntsc-open.mp4': () => [...NTSC, ...SOUND, ...H264, ...OPEN, ...AAC],
  'fragments-indexed-behind.mp4': plain => [
    '-i',
    plain,
    '-c',
    'copy',
    '-movflags',
    'empty_moov',
    '-frag_duration',
    '300000',
  ],
  'fragments-indexed-ahead.mp4': plain => [
    '-i',
    plain,
    '-c',
    'copy',
    '-movflags',
    'frag_keyframe+dash+global_sidx+delay_moov',
  ],
  'fragments-of-each-track.mp4': plain => [
    '-i',
    plain,
    '-c',
    'copy',
    '-movflags',
    'frag_keyframe+delay_moov+separate_moof+skip_trailer+default_base_moof',
  ],
  'no-sound.mov': plain => ['-i', plain, '-an', '-c', 'copy'],
};

export type Muxer = keyof typeof MUXERS;

export const MUXER_NAMES = Object.keys(MUXERS);

/** Writes all of them into a folder of their own. */
export async function writeMuxers(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fanreel-muxers-'));
  const plain = join(folder, 'plain.mp4');
  for (const [name, args] of Object.entries(MUXERS)) ffmpeg([...args(plain), join(folder, name)]);
  return folder;
}

export async function clipSource(path: string): Promise<ClipSource> {
  return {
    ...{ name: basename(path), probe: await probeFile(path) },
    ...{ sizeBytes: (await stat(path)).size, readRange: rangeOf(path) },
  };
}
