import { NO_B_FRAMES } from '../../../clips/clips.ts';
import { LIKE_FLASH, SILENT_FLASH } from '../../../clips/likeFlash.ts';
import { X264 } from '../../../clips/words.ts';
import { editSegment, ID, replaced, unsigned } from '../../../editors/ebml.ts';
import { editMovie } from '../../../editors/movie.ts';
import type { CorpusFile, Expected } from '../../../file/corpusFile.ts';
import { beep, flash } from '../../../file/flash.ts';

/** Every seventh frame behind a burst, and those that flash. */
const SCREEN = "-vf select='not(mod(n,7))+lt(n,40)+not(mod(n,30))' -fps_mode vfr";
const SLIDES = flash({ rate: '1/5', seconds: 20 });

/** Frames that stay on for a quarter of a second. */
const SCREEN_FILM: Expected = { ...LIKE_FLASH, numbered: { fps: 30, held: 0.25 } };

/** Shows the last frame `more` seconds longer, and the picture `seconds` long. */
function heldAtEnd(bytes: Buffer, seconds: number, more: number): Buffer {
  return editMovie(bytes, movie => {
    const picture = movie.track('vide');
    picture.holdLast(more);
    picture.edits = [{ seconds, from: 0 }];
    picture.seconds = seconds;
    movie.seconds = seconds;
  });
}

/** Films of uneven rates, and films whose last frame stays on longer than the others. */
export const longFrames: CorpusFile[] = [
  {
    file: 'field/ios-600.mov',
    verdict: 'accept',
    says: 'as iPhones record their screen: a clock of 600 ticks, uneven frames, the last one held',
    // The last stored frame is not the last one shown: readers differ by what is added to it.
    out: {
      size: '320x180',
      seconds: [3.92, 4.07],
      audio: false,
      flashes: [1, 2, 3],
      numbered: { fps: 600, held: 0.4 },
    },
    bytes: read =>
      editMovie(read('.parts/ios.mov'), movie => {
        const picture = movie.track('vide');
        picture.holdLast(0.13);
        picture.edits = [{ seconds: 4.058, from: 124 / 600 }];
        picture.seconds = 4.058;
        movie.seconds = 4.058;
      }),
  },
  {
    file: 'field/still-end.mp4',
    verdict: 'accept',
    says: 'as screen recorders end on a still screen: the last frame stays on for two seconds, no sound',
    out: { ...SILENT_FLASH, seconds: 6, frames: 180, numbered: { fps: 30, held: 2.1 } },
    bytes: read => heldAtEnd(read('.parts/plain-silent.mp4'), 6, 2),
  },
  {
    file: 'field/still-end-sound.mp4',
    verdict: 'accept',
    says: 'as editors end on a frozen frame: it stays on for half a second more than the sound',
    out: { ...LIKE_FLASH, seconds: 4.5, frames: 135, audioSeconds: 4, numbered: { fps: 30, held: 0.6 } },
    bytes: read => heldAtEnd(read('.parts/plain.mp4'), 4.5, 0.5),
  },
  {
    file: 'field/slides.mp4',
    verdict: 'accept',
    says: 'as presentation programs export: a slide every five seconds',
    out: { size: '320x180', seconds: 20, audio: false, numbered: { fps: 0.2 } },
    ffmpeg: `${SLIDES} ${X264}`,
  },
  {
    file: 'field/slides-sound.mov',
    verdict: 'accept',
    says: 'the same with a speaker, in QuickTime',
    out: { size: '320x180', seconds: 20, numbered: { fps: 0.2 } },
    ffmpeg: `${SLIDES} ${beep(20)} ${X264} -c:a aac -ac 2`,
  },
  {
    file: 'field/screen.mp4',
    verdict: 'accept',
    says: 'as screen recorders write: a burst of frames, then some six a second, with sound',
    out: SCREEN_FILM,
    ffmpeg: `${flash()} ${beep()} ${SCREEN} ${NO_B_FRAMES} -c:a aac -ac 2`,
  },
  {
    file: 'field/screen.mkv',
    verdict: 'accept',
    says: 'the same in Matroska, by a clock of milliseconds and with frames that refer to later ones',
    out: { ...SCREEN_FILM, seconds: [3.9, 4.1], frames: [118, 121] },
    ffmpeg: `${flash()} ${beep()} ${SCREEN} ${X264} -bf 2 -c:a aac -ac 2`,
  },
  {
    file: 'field/screen.webm',
    verdict: 'accept',
    says: 'as browsers record a shared tab: VP8, uneven frames, no sound',
    out: { ...SCREEN_FILM, audio: false, seconds: [3.8, 4.1], frames: [114, 121] },
    ffmpeg: `${flash()} ${SCREEN} -c:v libvpx -deadline realtime -cpu-used 8 -b:v 500k`,
  },
  {
    file: 'field/rate-guessed.mkv',
    verdict: 'accept',
    says: 'as remuxers write that take fields for frames: the header says 60 frames a second, there are 30',
    out: { ...LIKE_FLASH, fps: undefined, frames: [120, 122] },
    bytes: read =>
      editSegment(read('field/plain.mkv'), [ID.tracks, ID.trackEntry], body =>
        replaced(body, ID.defaultDuration, unsigned(ID.defaultDuration, 16_666_666)),
      ),
  },
  {
    file: 'field/rate-guessed.flv',
    verdict: 'accept',
    says: 'as phones stream whose rate falls: the header says 60 frames a second, there are 30',
    // Each frame twice does no harm.
    out: { ...LIKE_FLASH, fps: undefined, frames: [120, 242] },
    bytes: read => {
      const copy = Buffer.from(read('field/plain.flv'));
      const at = copy.indexOf('framerate') + 'framerate'.length + 1;
      copy.writeDoubleBE(60, at);
      return copy;
    },
  },
  {
    file: 'field/plain.mkv',
    verdict: 'accept',
    says: 'as capture software writes: nothing special',
    out: { ...LIKE_FLASH, frames: [120, 121] },
    ffmpeg: '-i .parts/plain.mp4 -c copy',
  },
  {
    file: 'field/plain.flv',
    verdict: 'accept',
    says: 'as streaming software writes: nothing special',
    out: { ...LIKE_FLASH, frames: [120, 121] },
    ffmpeg: '-i .parts/plain.mp4 -c copy',
  },
];
