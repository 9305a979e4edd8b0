import { LIKE_FLASH } from '../../clips/likeFlash.ts';
import type { CorpusFile, Expected } from '../../file/corpusFile.ts';
import { everySecond } from '../../file/flash.ts';

/** Two parts of four seconds each, one behind the other. */
const BOTH: Expected = {
  ...LIKE_FLASH,
  seconds: 8,
  frames: [239, 242],
  audioSeconds: 8,
  flashes: [...everySecond(4), ...everySecond(4, 4)],
  numbered: undefined,
};

const joined = (file: string, says: string, first: string, second: string): CorpusFile => ({
  file: `field/${file}`,
  verdict: 'accept',
  says,
  out: BOTH,
  bytes: read => Buffer.concat([read(`.parts/${first}.ts`), read(`.parts/${second}.ts`)]),
});

/** Broadcasts whose sound changes on the way: it stays in its place, sample by sample. */
export const soundChanges: CorpusFile[] = [
  joined(
    'surround-to-stereo.ts',
    'as receivers record: a film in 5.1, then an advert in stereo',
    'ac3-51',
    'ac3-2-at-4',
  ),
  joined(
    'mono-to-stereo.ts',
    'as receivers record: news in mono, then a show in stereo',
    'aac-1',
    'aac-2-at-4',
  ),
  joined('stereo-to-mono.ts', 'the same the other way round', 'aac-2', 'aac-1-at-4'),
  joined(
    '48-to-44.ts',
    'as receivers of several studios record: 48 kHz, then 44.1 kHz',
    'mp2-48',
    'mp2-44-at-4',
  ),
  {
    file: 'field/surround-to-stereo.mkv',
    verdict: 'accept',
    says: 'the same recording, remuxed into Matroska',
    out: BOTH,
    ffmpeg: '-i concat:.parts/ac3-51.ts|.parts/ac3-2-at-4.ts -c copy',
  },
];
