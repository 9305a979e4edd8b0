import { pattern, tone, X264 } from '../../clips/words.ts';
import { boxAt } from '../../editors/boxes.ts';
import { editMovie, type Movie } from '../../editors/movie.ts';
import type { CorpusFile, Tone } from '../../file/corpusFile.ts';

const FILM = { size: '320x180', fps: '30/1', seconds: 2 };
/** ffmpeg's sine has an eighth of full scale. */
const TONE_DBFS = -21.07;

const both = (tone: Tone) => [tone, tone] as const;
const PLACES = [
  { hz: 440, dbfs: TONE_DBFS },
  { hz: 880, dbfs: TONE_DBFS },
] as const;

/** Labels of Core Audio for single channels. */
const LABEL = { left: 1, right: 2 } as const;
const USE_DESCRIPTIONS = 0;

/** `chan`: where a track's one channel belongs (QuickTime File Format, channel layout atom). */
function place(movie: Movie, track: number, side: keyof typeof LABEL): void {
  const layout = Buffer.alloc(8 + 4 + 12 + 20);
  layout.writeUInt32BE(layout.length);
  layout.write('chan', 4, 'latin1');
  layout.writeUInt32BE(USE_DESCRIPTIONS, 12);
  layout.writeUInt32BE(1, 20);
  layout.writeUInt32BE(LABEL[side], 24);
  const sound = movie.track('soun', track);
  const table = boxAt(sound.boxes, 'mdia/minf/stbl/stsd').body as Buffer;
  const old = table.indexOf('chan') - 4;
  const kept =
    old > 0 ? Buffer.concat([table.subarray(0, old), table.subarray(old + table.readUInt32BE(old))]) : table;
  const description = Buffer.concat([kept, layout]);
  description.writeUInt32BE(description.length - 8, 8);
  sound.description = description;
}

const placed = (file: string, says: string, part: string, first: keyof typeof LABEL): CorpusFile => ({
  file: `field/${file}`,
  verdict: 'accept',
  says,
  out: { ...FILM, tones: first === 'left' ? PLACES : [PLACES[1], PLACES[0]] },
  bytes: read =>
    editMovie(read(part), movie => {
      place(movie, 0, first);
      place(movie, 1, first === 'left' ? 'right' : 'left');
    }),
});

/** Sound of one channel: as loud as players show it; and where two tracks are the left and the right, in their places. */
export const mono: CorpusFile[] = [
  {
    file: 'field/mono.mp4',
    verdict: 'accept',
    says: 'as phones record: one channel is as loud on both sides',
    out: { ...FILM, tones: both({ hz: 440, dbfs: TONE_DBFS }) },
    ffmpeg: `${pattern('320x180')} ${tone()} ${X264} -c:a aac -ac 1`,
  },
  {
    file: 'field/mono.mkv',
    verdict: 'accept',
    says: 'as web cameras record, in Opus',
    out: { ...FILM, tones: both({ hz: 440, dbfs: TONE_DBFS }) },
    ffmpeg: `${pattern('320x180')} ${tone()} ${X264} -c:a libopus -ac 1`,
  },
  {
    file: 'field/mono.avi',
    verdict: 'accept',
    says: 'as old cameras record: plain samples at 16 kHz',
    out: { ...FILM, tones: both({ hz: 440, dbfs: TONE_DBFS }) },
    ffmpeg: `${pattern('320x180')} ${tone(2, 16_000)} -c:v mpeg4 -c:a pcm_s16le -ac 1`,
  },
  {
    file: 'field/stereo.mp4',
    verdict: 'accept',
    says: 'two channels stay as loud as they are',
    out: { ...FILM, tones: both({ hz: 440, dbfs: TONE_DBFS }) },
    ffmpeg: `${pattern('320x180')} ${tone()} ${X264} -af pan=stereo|c0=c0|c1=c0 -c:a aac`,
  },
  placed(
    'left-and-right.mov',
    'as cameras write two microphones: two tracks, left and right',
    '.parts/two-monos.mov',
    'left',
  ),
  placed('right-and-left.mov', 'the same, the right one first', '.parts/two-monos.mov', 'right'),
  placed('left-and-right-24.mov', 'as mixers write: 24 bits', '.parts/two-monos-24.mov', 'left'),
  {
    file: 'field/two-languages.mov',
    verdict: 'accept',
    says: 'two tracks of one channel without places are two sounds: the first is taken',
    out: { ...FILM, tones: both({ hz: 440 }) },
    ffmpeg: `${pattern('320x180')} ${tone()} -f lavfi -i sine=f=880:r=48000:d=2 -map 0 -map 1 -map 2 ${X264} -c:a aac -ac 1`,
  },
];
