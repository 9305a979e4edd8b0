import { LIKE_BASE } from '../clips/controls.ts';
import { otherClock } from '../clips/otherClock.ts';
import { colour, pattern, tone, X264 } from '../clips/words.ts';
import type { CorpusFile } from '../file/corpusFile.ts';

const AV = `${X264} -c:a aac`;

const FIRST_PROGRAM = { size: '320x240', fps: '30/1', seconds: 2, frames: 60 };
/** ffmpeg counts its streams from 256 on. */
const SECOND_PROGRAM_PID = 258;

export const timing: CorpusFile[] = [
  {
    file: 'vfr.mp4',
    verdict: 'accept',
    says: 'a constant grid of the same length',
    out: { fps: '30/1', seconds: 4, frames: 120, audio: false },
    ffmpeg: `${pattern('320x240', 30, 4)} -vf select='not(mod(n\\,7))+lt(n\\,40)',setpts=PTS -fps_mode vfr ${X264}`,
  },
  {
    file: 'gap-10h.mp4',
    verdict: 'refuse:too-long',
    says: '(our rule) two frames ten hours apart: a grid would make a million of them',
    ffmpeg: `${pattern('160x120', 1, 2)} -vf setpts='if(eq(N,0),0,36000/TB)' -fps_mode vfr ${X264}`,
  },
  {
    file: 'long-10h-tiny.mp4',
    verdict: 'refuse:too-long',
    says: '(our rule) ten hours in a small file: its length decides, not its size',
    ffmpeg: `${colour('black', '16x16', 1, 36_000)} ${X264} -g 36000`,
  },
  {
    file: 'fps-1000.mp4',
    verdict: 'accept',
    says: "capped at the preset's rate",
    out: { fps: '60/1', seconds: 1, frames: 60, audio: false },
    ffmpeg: `${pattern('160x120', 1000, 1)} ${X264}`,
  },
  {
    file: 'audio-late.mp4',
    verdict: 'accept',
    says: 'the sound still comes a second late',
    out: { ...LIKE_BASE, audioSeconds: 3 },
    ffmpeg: `${pattern()} -itsoffset 1 ${tone()} -map 0 -map 1 ${AV}`,
  },
  {
    file: 'audio-longer.mp4',
    verdict: 'accept',
    says: 'neither cut nor hung',
    out: { seconds: 1, audioSeconds: 4 },
    ffmpeg: `${pattern('320x240', 30, 1)} ${tone(4)} ${AV}`,
  },
  {
    file: 'video-longer.mp4',
    verdict: 'accept',
    says: 'all four seconds of picture',
    out: { seconds: 4, frames: 120, audioSeconds: 1 },
    ffmpeg: `${pattern('320x240', 30, 4)} ${tone(1)} ${AV}`,
  },
  {
    file: 'negative-ts.mkv',
    verdict: 'accept',
    says: 'starts at zero',
    out: { size: '320x240', fps: '30/1', seconds: 2 },
    ffmpeg: `${pattern()} ${tone()} -output_ts_offset -1.5 ${AV} -avoid_negative_ts disabled`,
  },
  {
    file: 'one-frame.mp4',
    verdict: 'accept',
    says: 'one frame out',
    out: { frames: 1, seconds: 1 / 30, audio: false },
    ffmpeg: `${pattern('320x240', 30, 0.03)} ${X264}`,
  },
  {
    file: 'clock-wraps.ts',
    verdict: 'accept',
    says: 'the 33 bits of its clock wrap around halfway, 26.5 hours after zero',
    out: { size: '320x240', fps: '30/1', seconds: 2 },
    ffmpeg: `${pattern()} ${tone()} ${AV} -output_ts_offset 95441.3`,
  },
  {
    file: 'clock-wraps.mpg',
    verdict: 'accept',
    says: 'the same in a program stream',
    out: { size: '320x240', fps: '30/1', seconds: 2, frames: 60 },
    ffmpeg: `${pattern()} ${tone()} -c:v mpeg2video -c:a mp2 -output_ts_offset 95442.2`,
  },
  {
    file: 'two-programs.ts',
    verdict: 'accept',
    says: 'the first of two programs',
    out: FIRST_PROGRAM,
    ffmpeg: `${pattern()} ${pattern('160x120')} ${tone()} -map 0 -map 2 -map 1 -c:v mpeg2video -c:a mp2 -program st=0:st=1 -program st=2`,
  },
  {
    file: 'two-clocks.ts',
    verdict: 'accept',
    says: 'the first of two programs, and the second runs by a clock half a minute ahead',
    out: FIRST_PROGRAM,
    bytes: read => otherClock(read('two-programs.ts'), [SECOND_PROGRAM_PID], 30 * 90_000),
  },
  {
    file: 'raw-es.h264',
    verdict: 'refuse:container',
    says: 'a raw stream without a length',
    ffmpeg: `${pattern()} ${X264} -f h264`,
  },
];
