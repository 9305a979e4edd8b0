import { LIKE_FLASH } from '../../../clips/likeFlash.ts';
import { type Edit, editMovie } from '../../../editors/movie.ts';
import type { CorpusFile, Expected } from '../../../file/corpusFile.ts';
import { everySecond } from '../../../file/flash.ts';

const LEAD_IN = 1024 / 48_000;

/** Edit lists for picture and sound; both are taken from the same places of the film. */
function edited(bytes: Buffer, cuts: Edit[], lag: number): Buffer {
  const seconds = cuts.reduce((sum, cut) => sum + cut.seconds, 0);
  const later = (by: number) => cuts.map(cut => ({ ...cut, from: cut.from === null ? null : cut.from + by }));
  return editMovie(bytes, movie => {
    for (const track of movie.tracks('vide')) {
      track.edits = later(lag);
      track.seconds = seconds;
    }
    for (const track of movie.tracks('soun')) {
      track.edits = later(LEAD_IN);
      track.seconds = seconds;
    }
    movie.seconds = seconds;
  });
}

/** A part of the film, from a moment on. */
const part = (seconds: number, from: number): Expected => ({
  ...LIKE_FLASH,
  seconds,
  frames: Math.round(seconds * 30),
  flashes: everySecond(5)
    .map(flash => flash - from)
    .filter(flash => flash >= 0 && flash < seconds),
  numbered: { fps: 30, from: -from },
});

/** How far the first picture of the film lies behind its first stored one, where frames refer to later ones. */
const B_FRAME_LAG = 2 / 30;

/** Edit lists of trim buttons and editors. */
export const edits: CorpusFile[] = [
  {
    file: 'field/trim-end.mp4',
    verdict: 'accept',
    says: "as phones' trim buttons write: the end is cut off",
    out: part(2.5, 0),
    bytes: read => edited(read('.parts/flash.mp4'), [{ seconds: 2.5, from: 0 }], B_FRAME_LAG),
  },
  {
    file: 'field/trim-start.mp4',
    verdict: 'accept',
    says: 'the same at the start, in the middle of a group of pictures: from that very frame on',
    out: part(2.5, 1.5),
    bytes: read => edited(read('.parts/flash.mp4'), [{ seconds: 2.5, from: 1.5 }], B_FRAME_LAG),
  },
  {
    file: 'field/trim-start-silent.mov',
    verdict: 'accept',
    says: 'the same in QuickTime, without sound and with frames in their order',
    out: { ...part(3.3, 0.7), audio: false },
    bytes: read => edited(read('.parts/plain-silent.mp4'), [{ seconds: 3.3, from: 0.7 }], 0),
  },
  {
    file: 'field/cut-middle.mp4',
    verdict: 'accept',
    says: 'as editors write without encoding anew: the middle is cut out, sound with it',
    out: { ...LIKE_FLASH, seconds: 3, frames: 90, flashes: [1, 2], numbered: undefined },
    bytes: read =>
      edited(
        read('.parts/plain.mp4'),
        [
          { seconds: 1.5, from: 0 },
          { seconds: 1.5, from: 2.5 },
        ],
        0,
      ),
  },
  {
    file: 'field/edit-before-picture.mp4',
    verdict: 'accept',
    says: 'as cutters write that forget the order of frames: the edit begins ahead of the first picture',
    // Readers differ: the picture begins at once, or 67 ms later than the sound, as the list says to the letter.
    out: { ...LIKE_FLASH, frames: [120, 122], seconds: [4, 4 + B_FRAME_LAG], audioSeconds: 4 },
    bytes: read =>
      editMovie(read('.parts/flash.mp4'), movie => {
        movie.track('vide').edits = [{ seconds: 4 + B_FRAME_LAG, from: 0 }];
      }),
  },
  {
    file: 'field/no-key-frame-first.mp4',
    verdict: 'accept',
    says: 'as live cutters write: the first key frame comes 0.3 s after the start, with the sound from the start',
    out: {
      size: '320x180',
      fps: '30/1',
      seconds: 3.3,
      frames: [99, 100],
      beeps: [0.3, 1.3, 2.3],
      numbered: { fps: 30, from: -0.7 },
    },
    ffmpeg: '-i .parts/plain.mp4 -ss 0.7 -copyinkf:v -c copy',
  },
  {
    file: 'field/no-key-frame-first.mov',
    verdict: 'accept',
    says: 'the same in QuickTime, without sound: from the first picture that can be decoded',
    out: { size: '320x180', fps: '30/1', seconds: [3, 3.3], audio: false },
    ffmpeg: '-i .parts/plain.mp4 -ss 0.7 -copyinkf:v -an -c copy',
  },
  {
    file: 'field/edit-before-key-frame.mp4',
    verdict: 'accept',
    says: 'the same with an edit that begins 0.2 s ahead of the first key frame: sound in its place',
    out: {
      size: '320x180',
      fps: '30/1',
      seconds: [3, 3.2],
      numbered: { fps: 30, from: -0.8 },
      beeps: [0.2, 1.2, 2.2],
    },
    bytes: read => edited(read('field/no-key-frame-first.mp4'), [{ seconds: 3.2, from: 0.1 }], 0),
  },
  {
    file: 'field/edit-before-key-frame-silent.mov',
    verdict: 'accept',
    says: 'the same in QuickTime, without sound',
    out: { size: '320x180', fps: '30/1', seconds: [3, 3.2], audio: false },
    bytes: read => edited(read('field/no-key-frame-first.mov'), [{ seconds: 3.2, from: 0.1 }], 0),
  },
];
