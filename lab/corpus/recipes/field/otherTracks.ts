import { type Box, boxAt } from '../../editors/boxes.ts';
import { editMovie, type Movie } from '../../editors/movie.ts';
import type { CorpusFile, Expected } from '../../file/corpusFile.ts';
import { quarterPoints } from '../../file/quarterPoints.ts';

const FILM: Expected = {
  size: '320x180',
  seconds: 2,
  audio: false,
  points: quarterPoints(['red', 'lime', 'blue', 'white']),
};
const SOUND: Expected = { size: '320x180', fps: '30/1', seconds: 2 };

/** Which tracks are switched on, in their order. */
function enable(movie: Movie, kind: 'vide' | 'soun', flags: readonly number[]): void {
  movie.tracks(kind).forEach((track, index) => {
    track.flags = flags[index] ?? 7;
    track.alternateGroup = 0;
  });
}

/** What a track is, in place of a picture to watch: `auxv` for what belongs to another, as QuickTime has it. */
function handler(movie: Movie, index: number, type: string): void {
  (boxAt(movie.track('vide', index).boxes, 'mdia/hdlr').body as Buffer).write(type, 8, 'latin1');
}

/** Says that a track belongs to another: `auxl` a picture's layer, `vdep` its depth. */
function refer(movie: Movie, index: number, type: string, to: number): void {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(to);
  const inner = Buffer.concat([Buffer.from([0, 0, 0, 12]), Buffer.from(type, 'latin1'), number]);
  const box: Box = { type: 'tref', body: inner };
  movie.track('vide', index).boxes.push(box);
}

/** The film is not the first track. */
export const otherTracks: CorpusFile[] = [
  {
    file: 'field/disabled-first.mov',
    verdict: 'accept',
    says: 'as editors write: the first picture is switched off',
    out: FILM,
    bytes: read => editMovie(read('.parts/red-then-film.mov'), movie => enable(movie, 'vide', [0, 7])),
  },
  {
    file: 'field/disabled-larger.mp4',
    verdict: 'accept',
    says: 'the same where what is switched off is larger and comes second',
    out: FILM,
    bytes: read => editMovie(read('.parts/film-then-large.mov'), movie => enable(movie, 'vide', [7, 0])),
  },
  {
    file: 'field/disabled-sound-first.mov',
    verdict: 'accept',
    says: 'as cameras write: the first sound is switched off',
    out: { ...SOUND, tones: [{ hz: 880 }, { hz: 880 }] },
    bytes: read => editMovie(read('.parts/two-sounds.mov'), movie => enable(movie, 'soun', [0, 7])),
  },
  {
    file: 'field/disabled-all.mov',
    verdict: 'accept',
    says: 'as a broken editor writes: all is switched off, and there is still a film',
    out: SOUND,
    bytes: read =>
      editMovie(read('.parts/one-sound.mov'), movie => {
        enable(movie, 'vide', [0]);
        enable(movie, 'soun', [0]);
      }),
  },
  {
    file: 'field/still-first.mp4',
    verdict: 'accept',
    says: 'as drones write: the first picture is a JPEG of one frame',
    out: FILM,
    ffmpeg: '-i .parts/still.mp4 -i .parts/quarters.mp4 -map 0:v -map 1:v -c copy',
  },
  {
    file: 'field/still-first.mov',
    verdict: 'accept',
    says: 'the same in QuickTime, where the still is the larger one',
    out: FILM,
    ffmpeg: '-i .parts/large-still.mov -i .parts/quarters.mp4 -map 0:v -map 1:v -c copy',
  },
  {
    file: 'field/still-first.mkv',
    verdict: 'accept',
    says: 'the same in Matroska',
    out: FILM,
    ffmpeg: '-i .parts/still.mp4 -i .parts/quarters.mp4 -map 0:v -map 1:v -c copy',
  },
  {
    file: 'field/auxiliary-first.mov',
    verdict: 'accept',
    says: "as phones write: an auxiliary picture first, by its track's kind",
    out: FILM,
    bytes: read =>
      editMovie(read('.parts/red-then-film.mov'), movie => {
        refer(movie, 0, 'auxl', 2);
        handler(movie, 0, 'auxv');
      }),
  },
  {
    file: 'field/depth-first.mp4',
    verdict: 'accept',
    says: 'as cameras of depth write: the map of distances first, and it refers to the film',
    out: FILM,
    bytes: read => editMovie(read('.parts/red-then-film.mov'), movie => refer(movie, 0, 'vdep', 2)),
  },
];
