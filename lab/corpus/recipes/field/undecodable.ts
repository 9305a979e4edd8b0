import { editMovie, type Movie } from '../../editors/movie.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

/** Of 440 Hz on the first track and 880 Hz on the second. */
const TWO_SOUNDS = '.parts/two-sounds.mov';

const FILM = { size: '320x180', fps: '30/1', seconds: 2, frames: 60 };
const sounding = (hz: number) => ({ ...FILM, tones: [{ hz }, { hz }] as const });

/** A sound by a codec's name that nothing can decode. */
function disguise(movie: Movie, track: number, codec: string, from = 'mp4a'): void {
  const sound = movie.track('soun', track);
  const description = Buffer.from(sound.description);
  description.write(codec, description.indexOf(from), 'latin1');
  const settings = description.indexOf('esds');
  if (settings >= 0) description.write('dapa', settings, 'latin1');
  sound.description = description;
}

/** Tracks that cannot be decoded beside ones that can, and alone. */
export const undecodable: CorpusFile[] = [
  {
    file: 'field/apac-first.mov',
    verdict: 'accept',
    says: 'as iPhones record spatial sound: first in a codec nobody else has, then in AAC',
    out: sounding(880),
    bytes: read =>
      editMovie(read(TWO_SOUNDS), movie => {
        disguise(movie, 0, 'apac');
        movie.tracks('soun').forEach((sound, index) => {
          sound.flags = index === 0 ? 15 : 14;
          sound.alternateGroup = 1;
        });
      }),
  },
  {
    file: 'field/apac-second.mov',
    verdict: 'accept',
    says: 'as editors export it: the AAC first',
    out: sounding(440),
    bytes: read => editMovie(read(TWO_SOUNDS), movie => disguise(movie, 1, 'apac')),
  },
  {
    file: 'field/ac4-first.mp4',
    verdict: 'accept',
    says: 'as broadcasters write: AC-4 first, then AAC for older sets',
    out: sounding(880),
    bytes: read => editMovie(read(TWO_SOUNDS), movie => disguise(movie, 0, 'ac-4')),
  },
  {
    file: 'field/float-pcm.mp4',
    verdict: 'accept',
    says: 'as field recorders write: float samples by their new name first, then AAC',
    out: sounding(440),
    bytes: read => editMovie(read('.parts/float.mov'), movie => disguise(movie, 0, 'fpcm', 'fl32')),
  },
  {
    file: 'field/apac-alone.mov',
    verdict: 'accept',
    says: 'spatial sound alone: the film without it',
    out: { ...FILM, audio: false },
    bytes: read => editMovie(read('.parts/one-sound.mov'), movie => disguise(movie, 0, 'apac')),
  },
  {
    file: 'field/unknown-picture-first.mov',
    verdict: 'accept',
    says: "as cameras write that keep the sensor's data beside a preview: the preview",
    out: FILM,
    bytes: read =>
      editMovie(read('.parts/two-pictures.mov'), movie => {
        const picture = movie.track('vide');
        const description = Buffer.from(picture.description);
        description.write('zraw', description.indexOf('avc1'), 'latin1');
        picture.description = description;
      }),
  },
  {
    file: 'field/unknown-picture.mov',
    verdict: 'refuse:codec',
    says: "a sensor's data alone",
    bytes: read =>
      editMovie(read('.parts/one-sound.mov'), movie => {
        const picture = movie.track('vide');
        const description = Buffer.from(picture.description);
        description.write('zraw', description.indexOf('avc1'), 'latin1');
        picture.description = description;
      }),
  },
];
