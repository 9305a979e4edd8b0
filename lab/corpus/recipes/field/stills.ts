import { LIKE_FLASH, SILENT_FLASH } from '../../clips/likeFlash.ts';
import { X264 } from '../../clips/words.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';
import { beep, everySecond, flash } from '../../file/flash.ts';

/** One key frame in all, and frames that refer to later ones. */
const ONE_GROUP = `${X264} -bf 2 -g 300`;
const TWO_GROUPS = `${X264} -bf 2 -g 75 -keyint_min 75`;
const MP3 = '-c:a libmp3lame -ac 2 -ar 44100';
/** MP3 in FLV and AVI has a lead-in that nothing tells of. */
const LAGGING = { ...LIKE_FLASH, seconds: [4, 4.07], frames: [119, 122] } as const;

/** Films whose images are hard to take at the right moment. */
export const stills: CorpusFile[] = [
  {
    file: 'field/one-group.flv',
    verdict: 'accept',
    says: 'as OBS streams: a clip shorter than the distance of its key frames',
    out: LAGGING,
    ffmpeg: `${flash()} ${beep()} ${ONE_GROUP} ${MP3}`,
  },
  {
    file: 'field/two-groups.flv',
    verdict: 'accept',
    says: 'the same with a second key frame: the first images must not be of the second group',
    out: LAGGING,
    ffmpeg: `${flash()} ${beep()} ${TWO_GROUPS} ${MP3}`,
  },
  {
    file: 'field/one-group.avi',
    verdict: 'accept',
    says: 'as surveillance recorders write: H.264 in AVI, one key frame',
    out: { ...LAGGING, flashes: undefined, beeps: undefined, numbered: { fps: 30, held: 0.1 } },
    ffmpeg: `${flash()} ${beep()} ${ONE_GROUP} ${MP3}`,
  },
  {
    file: 'field/two-groups-silent.avi',
    verdict: 'accept',
    says: 'the same with two, without sound',
    out: {
      ...SILENT_FLASH,
      seconds: [4, 4.07],
      frames: [119, 122],
      flashes: undefined,
      numbered: { fps: 30, held: 0.1 },
    },
    ffmpeg: `${flash()} ${TWO_GROUPS}`,
  },
  {
    file: 'field/uneven.mp4',
    verdict: 'accept',
    says: 'as phones record in the dark: the rate halves on the way, frames refer to later ones',
    // The last frame is the second to last of the grid.
    out: { ...LIKE_FLASH, seconds: [3.96, 4], frames: [119, 120], numbered: { fps: 30, held: 0.07 } },
    ffmpeg: `${flash()} ${beep()} -vf select='lt(n,60)+not(mod(n,2))' -fps_mode vfr ${X264} -bf 2 -c:a aac -ac 2`,
  },
  {
    file: 'field/alpha.webm',
    verdict: 'accept',
    says: 'as animators export: VP9 with transparency, all of it opaque',
    out: SILENT_FLASH,
    ffmpeg: `${flash()} -vf format=yuva420p -c:v libvpx-vp9 -pix_fmt yuva420p -deadline realtime -cpu-used 8 -b:v 500k -g 60`,
  },
  {
    file: 'field/alpha.mov',
    verdict: 'accept',
    says: 'the same in ProRes 4444',
    out: { ...SILENT_FLASH, seconds: 2, frames: 60, flashes: everySecond(2) },
    ffmpeg: `${flash({ seconds: 2 })} -vf format=yuva444p10le -c:v prores_ks -profile:v 4 -pix_fmt yuva444p10le`,
  },
];
