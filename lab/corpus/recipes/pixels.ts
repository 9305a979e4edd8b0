import { colour, pattern, X264 } from '../clips/words.ts';
import type { CorpusFile } from '../file/corpusFile.ts';

const SILENT = { size: '320x240', fps: '30/1', seconds: 2, frames: 60, audio: false };
const SECOND = { ...SILENT, seconds: 1, frames: 30 };
const FAST264 = '-c:v libx264 -preset ultrafast';
const X265 = '-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le';
const HALF_RED = 'red@0.5';
/** Mastered at 1,000 nits in P3 primaries, as most HDR10 films are. */
const MASTERED = [
  'log-level=none:hdr-opt=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc',
  'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50):max-cll=1000,400',
].join(':');

export const pixels: CorpusFile[] = [
  {
    file: 'h264-10bit.mp4',
    verdict: 'accept',
    says: '8-bit 4:2:0',
    out: SILENT,
    ffmpeg: `${pattern()} ${FAST264} -pix_fmt yuv420p10le`,
  },
  {
    file: 'h264-422.mp4',
    verdict: 'accept',
    says: '8-bit 4:2:0',
    out: SILENT,
    ffmpeg: `${pattern()} ${FAST264} -pix_fmt yuv422p`,
  },
  {
    file: 'h264-rgb.mp4',
    verdict: 'accept',
    says: '4:2:0 of limited range',
    out: SILENT,
    ffmpeg: `${pattern()} -c:v libx264rgb -preset ultrafast -pix_fmt rgb24`,
  },
  {
    file: 'hevc-10bit.mp4',
    verdict: 'accept',
    says: '8-bit H.264',
    out: SILENT,
    ffmpeg: `${pattern()} ${X265} -x265-params log-level=none`,
  },
  {
    file: 'hdr10.mp4',
    verdict: 'accept',
    says: 'tone-mapped to BT.709 and tagged so, not washed out',
    out: SILENT,
    ffmpeg: `${pattern()} ${X265} -x265-params ${MASTERED} -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc`,
  },
  {
    file: 'prores-422.mov',
    verdict: 'accept',
    says: '8-bit 4:2:0',
    out: SILENT,
    ffmpeg: `${pattern()} -c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le`,
  },
  {
    file: 'alpha-prores4444.mov',
    verdict: 'accept',
    says: 'what shows through is black',
    out: SECOND,
    ffmpeg: `${colour(HALF_RED, '320x240', 30, 1, ',format=yuva444p10le')} -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le`,
  },
  {
    file: 'alpha-vp9.webm',
    verdict: 'accept',
    says: 'what shows through is black',
    out: SECOND,
    ffmpeg: `${colour(HALF_RED, '320x240', 30, 1, ',format=yuva420p')} -c:v libvpx-vp9 -pix_fmt yuva420p -deadline realtime -cpu-used 8`,
  },
  {
    file: 'fullrange-mjpeg.mov',
    verdict: 'accept',
    says: 'brought to the limited range and tagged so',
    out: SILENT,
    ffmpeg: `${pattern()} -c:v mjpeg -pix_fmt yuvj420p -q:v 3`,
  },
  {
    file: 'gray.mp4',
    verdict: 'accept',
    says: '4:2:0',
    out: SILENT,
    ffmpeg: `${pattern()},format=gray ${FAST264} -pix_fmt gray`,
  },
  {
    file: 'interlaced-h264.mp4',
    verdict: 'accept',
    says: 'comes out progressive',
    out: { size: '720x576', audio: false },
    ffmpeg: `${pattern('720x576', 25)} -vf interlace=scan=tff ${X264} -flags +ilme+ildct -x264opts tff=1`,
  },
];
