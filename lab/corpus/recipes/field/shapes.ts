import type { CorpusFile, Point } from '../../file/corpusFile.ts';
import { quarterPoints } from '../../file/quarterPoints.ts';

const BLACK = [16, 16, 16] as const;
const at = (seconds: number, across: number, down: number, rgb: Point['rgb']): Point => ({
  seconds,
  across,
  down,
  rgb,
});

const RED = [255, 0, 0] as const;
const WHITE = [255, 255, 255] as const;

/** Bars left and right, and the whole picture between them. */
const PILLARS: Point[] = [
  at(3, 0.05, 0.5, BLACK),
  at(3, 0.95, 0.5, BLACK),
  at(3, 0.42, 0.1, RED),
  at(3, 0.58, 0.9, WHITE),
];
/** Bars above and below. */
const LETTERBOX: Point[] = [
  at(3, 0.5, 0.05, BLACK),
  at(3, 0.5, 0.95, BLACK),
  at(3, 0.05, 0.42, RED),
  at(3, 0.95, 0.58, WHITE),
];

const join = (first: string, second: string) => `-i concat:.parts/${first}|.parts/${second} -c copy`;

/** Pictures that change their shape on the way: each part whole and unstretched, with bars around it. */
export const shapes: CorpusFile[] = [
  {
    file: 'field/turned-phone.webm',
    verdict: 'accept',
    says: 'as browsers record a call whose phone is turned: wide, then high',
    out: {
      size: '320x180',
      seconds: 4,
      audio: false,
      points: [...quarterPoints(['red', 'lime', 'blue', 'white']), ...PILLARS],
    },
    ffmpeg: '-f concat -i .parts/turned-webm.txt -c copy',
  },
  {
    file: 'field/turned-phone.ts',
    verdict: 'accept',
    says: 'as stream servers record a phone: high, then wide',
    out: {
      size: '320x180',
      seconds: 4,
      audio: false,
      points: [
        ...PILLARS.map(point => ({ ...point, seconds: 0.5 })),
        ...quarterPoints(['red', 'lime', 'blue', 'white'], 3),
      ],
    },
    bytes: read => Buffer.concat([read('.parts/high.ts'), read('.parts/wide-at-2.ts')]),
  },
  {
    file: 'field/turned-phone.mkv',
    verdict: 'accept',
    says: 'the same, wide first, in Matroska as capture software writes',
    out: { size: '320x180', seconds: 4, audio: false, points: PILLARS },
    ffmpeg: join('wide.ts', 'high-at-2.ts'),
  },
  {
    file: 'field/four-three-then-wide.ts',
    verdict: 'accept',
    says: 'as receivers record: a 4:3 programme, then one in 16:9 with as many pixels',
    out: {
      seconds: 4,
      audio: false,
      points: [...quarterPoints(['red', 'lime', 'blue', 'white']), ...LETTERBOX.slice(0, 2)].map(point => ({
        ...point,
        within: 60,
      })),
    },
    bytes: read => Buffer.concat([read('.parts/four-three.ts'), read('.parts/sixteen-nine-at-2.ts')]),
  },
  {
    file: 'field/wide-then-four-three.ts',
    verdict: 'accept',
    says: 'the same the other way round',
    out: {
      seconds: 4,
      audio: false,
      points: [...quarterPoints(['red', 'lime', 'blue', 'white']), ...PILLARS.slice(0, 2)].map(point => ({
        ...point,
        within: 60,
      })),
    },
    bytes: read => Buffer.concat([read('.parts/sixteen-nine.ts'), read('.parts/four-three-at-2.ts')]),
  },
];
