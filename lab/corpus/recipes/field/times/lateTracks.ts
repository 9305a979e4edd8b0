import { LIKE_FLASH } from '../../../clips/likeFlash.ts';
import { delayFragments } from '../../../editors/fragments.ts';
import { editMovie } from '../../../editors/movie.ts';
import type { CorpusFile, Expected } from '../../../file/corpusFile.ts';
import { everySecond } from '../../../file/flash.ts';
import { late } from './emptyEdits.ts';

const PICTURE_LATE = '-itsoffset 1 -i .parts/plain.mp4 -i .parts/plain.mp4 -map 0:v -map 1:a -c copy';
const SOUND_LATE = '-i .parts/plain.mp4 -itsoffset 1 -i .parts/plain.mp4 -map 0:v -map 1:a -c copy';

/** The picture comes a second after the sound, and its first frame is held until then. */
const HELD: Expected = {
  ...LIKE_FLASH,
  seconds: 5,
  frames: [150, 151],
  audioSeconds: 4,
  flashes: everySecond(4, 1),
  beeps: everySecond(4),
  numbered: { fps: 30, from: 1 },
};

/** The sound comes a second after the picture, behind silence. */
const SILENT_FIRST: Expected = { ...LIKE_FLASH, audioSeconds: 5, beeps: everySecond(4, 1) };

/** Films of which one track alone begins later than the other: the picture is held, the sound stays silent. */
export const lateTracks: CorpusFile[] = [
  {
    file: 'field/picture-late.mp4',
    verdict: 'accept',
    says: 'as cameras write that open the sound first: an empty edit ahead of the picture',
    out: HELD,
    bytes: read => editMovie(read('.parts/plain.mp4'), movie => late(movie, 1, ['vide'])),
  },
  {
    file: 'field/picture-late.mov',
    verdict: 'accept',
    says: 'the same with plain samples of sound, as field recorders write',
    out: { ...HELD, frames: 150 },
    bytes: read =>
      editMovie(read('.parts/pcm.mov'), movie => {
        const picture = movie.track('vide');
        picture.edits = [
          { seconds: 1, from: null },
          { seconds: 4, from: 0 },
        ];
        picture.seconds = 5;
        movie.seconds = 5;
      }),
  },
  {
    file: 'field/picture-late.mkv',
    verdict: 'accept',
    says: 'as capture software writes while the screen is not shared yet',
    out: HELD,
    ffmpeg: PICTURE_LATE,
  },
  {
    file: 'field/picture-late-fragments.mp4',
    verdict: 'accept',
    says: 'as browsers record a call whose camera is turned on later',
    out: HELD,
    bytes: read => delayFragments(read('field/plain-fragments.mp4'), 1, [1]),
  },
  {
    file: 'field/picture-late.flv',
    verdict: 'accept',
    says: 'as stream servers record where the sound connects first',
    out: HELD,
    ffmpeg: PICTURE_LATE,
  },
  {
    file: 'field/picture-late.ts',
    verdict: 'accept',
    says: 'as receivers record that wait for a key frame',
    out: HELD,
    ffmpeg: PICTURE_LATE,
  },
  {
    file: 'field/sound-late.mov',
    verdict: 'accept',
    says: 'as editors export with a sound that fades in late: an empty edit ahead of it',
    out: SILENT_FIRST,
    ffmpeg: '-i .parts/pcm.mov -itsoffset 1 -i .parts/pcm.mov -map 0:v -map 1:a -c copy',
  },
  {
    file: 'field/sound-late.mkv',
    verdict: 'accept',
    says: 'as capture software writes whose microphone is turned on later',
    out: SILENT_FIRST,
    ffmpeg: SOUND_LATE,
  },
  {
    file: 'field/sound-late.ts',
    verdict: 'accept',
    says: 'as receivers record that join between packets of sound',
    out: SILENT_FIRST,
    ffmpeg: SOUND_LATE,
  },
  {
    file: 'field/sound-late-fragments.mp4',
    verdict: 'accept',
    says: 'as browsers record a call whose microphone is turned on later',
    out: { ...SILENT_FIRST, frames: [120, 121] },
    bytes: read => delayFragments(read('field/plain-fragments.mp4'), 1, [2]),
  },
];
