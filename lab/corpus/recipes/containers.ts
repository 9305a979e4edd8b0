import { pattern, tone, X264 } from '../clips/words.ts';
import type { CorpusFile } from '../file/corpusFile.ts';

const SOUND = { size: '320x240', fps: '30/1', seconds: 2 };

export const containers: CorpusFile[] = [
  {
    file: 'vp8.webm',
    verdict: 'accept',
    says: 'VP8 and Vorbis',
    out: SOUND,
    ffmpeg: `${pattern()} ${tone()} -c:v libvpx -deadline realtime -c:a libvorbis`,
  },
  {
    file: 'av1.mp4',
    verdict: 'accept',
    says: 'AV1',
    out: { size: '320x240', fps: '10/1', seconds: 1, audio: false },
    ffmpeg: `${pattern('320x240', 10, 1)} -c:v libaom-av1 -cpu-used 8 -usage realtime`,
  },
  {
    file: 'mpeg4.avi',
    verdict: 'accept',
    says: 'AVI, which has no presentation times',
    out: SOUND,
    ffmpeg: `${pattern()} ${tone()} -c:v mpeg4 -vtag DIVX -bf 2 -c:a libmp3lame`,
  },
  {
    file: 'flv.flv',
    verdict: 'accept',
    says: 'Flash Video',
    out: SOUND,
    ffmpeg: `${pattern()} ${tone(2, 44_100)} -c:v flv -c:a libmp3lame`,
  },
  {
    file: 'ps.mpg',
    verdict: 'accept',
    says: 'MPEG-1 program stream',
    out: { size: '352x288', fps: '25/1', seconds: 2 },
    ffmpeg: `${pattern('352x288', 25)} ${tone()} -c:v mpeg1video -c:a mp2 -f mpeg`,
  },
  {
    file: 'h263.3gp',
    verdict: 'accept',
    says: 'H.263',
    out: { size: '176x144', fps: '15/1', seconds: 2, audio: false },
    ffmpeg: `${pattern('176x144', 15)} -c:v h263`,
  },
  {
    file: 'anim.gif',
    verdict: 'refuse:container',
    says: '(our rule) animated images are not taken',
    ffmpeg: `${pattern('160x120', 10, 1)} -vf split[a][b];[a]palettegen[p];[b][p]paletteuse`,
  },
  {
    file: 'webm-named.mp4',
    verdict: 'accept',
    says: 'its content decides, not its name',
    out: SOUND,
    bytes: read => read('vp8.webm'),
  },
  {
    file: 'canary-rel.ts',
    verdict: 'accept',
    says: 'an ordinary transport stream, which the hostile lists point at',
    out: { size: '320x240', seconds: 1, audio: false },
    ffmpeg: `${pattern('320x240', 30, 1)} ${X264} -f mpegts`,
  },
];
