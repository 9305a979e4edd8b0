import { editSegment, element, float, ID, unsigned } from '../../editors/ebml.ts';
import { editMovie } from '../../editors/movie.ts';
import type { CorpusFile, Expected } from '../../file/corpusFile.ts';
import { quarterPoints } from '../../file/quarterPoints.ts';

const SILENT = { seconds: 2, audio: false } as const;
const UPRIGHT: Expected = {
  ...SILENT,
  size: '320x180',
  points: quarterPoints(['red', 'lime', 'blue', 'white']),
};
/** By a quarter clockwise. */
const RIGHT: Expected = {
  ...SILENT,
  size: '180x320',
  points: quarterPoints(['blue', 'red', 'white', 'lime']),
};
const LEFT: Expected = {
  ...SILENT,
  size: '180x320',
  points: quarterPoints(['lime', 'white', 'red', 'blue']),
};
const OVER: Expected = {
  ...SILENT,
  size: '320x180',
  points: quarterPoints(['white', 'blue', 'lime', 'red']),
};

const PICTURE = [ID.tracks, ID.trackEntry, ID.video] as const;

/** Turned counter-clockwise by so many degrees, as Matroska tells it. */
function rolled(bytes: Buffer, degrees: number): Buffer {
  const projection = Buffer.concat([unsigned(ID.projectionType, 0), float(ID.roll, degrees)]);
  return editSegment(bytes, PICTURE, body => Buffer.concat([body, element(ID.projection, projection)]));
}

function cropped(
  bytes: Buffer,
  crop: { left?: number; right?: number; top?: number; bottom?: number },
): Buffer {
  const { left = 0, right = 0, top = 0, bottom = 0 } = crop;
  const told = [
    unsigned(ID.cropLeft, left),
    unsigned(ID.cropRight, right),
    unsigned(ID.cropTop, top),
    unsigned(ID.cropBottom, bottom),
  ];
  return editSegment(bytes, PICTURE, body => Buffer.concat([body, ...told]));
}

const QUARTERS = 'field/quarters.mkv';

/** Pictures that are turned, cropped or shaped by other fields than the usual ones. */
export const turns: CorpusFile[] = [
  {
    file: QUARTERS,
    verdict: 'accept',
    says: 'nothing special',
    out: UPRIGHT,
    ffmpeg: '-i .parts/quarters.mp4 -c copy',
  },
  {
    file: 'field/roll-90.mkv',
    verdict: 'accept',
    says: "as remuxers write a phone's film into Matroska: turned by a quarter",
    out: LEFT,
    bytes: read => rolled(read(QUARTERS), 90),
  },
  {
    file: 'field/roll-270.mkv',
    verdict: 'accept',
    says: 'the same the other way round',
    out: RIGHT,
    bytes: read => rolled(read(QUARTERS), -90),
  },
  {
    file: 'field/roll-180.webm',
    verdict: 'accept',
    says: 'the same by a half, in WebM',
    out: OVER,
    bytes: read => rolled(read('field/quarters.webm'), 180),
  },
  {
    file: 'field/quarters.webm',
    verdict: 'accept',
    says: 'nothing special',
    out: UPRIGHT,
    ffmpeg: '-i .parts/quarters.mp4 -c:v libvpx -deadline realtime -cpu-used 8 -b:v 1M',
  },
  {
    file: 'field/movie-turn-90.mp4',
    verdict: 'accept',
    says: "as some editors write: turned in the movie's header, not in the track's",
    out: RIGHT,
    bytes: read =>
      editMovie(read('.parts/quarters.mp4'), movie => {
        movie.matrix = [0, 1, 0, -1, 0, 0, 0, 0, 1];
      }),
  },
  {
    file: 'field/movie-turn-180.mov',
    verdict: 'accept',
    says: 'the same by a half, in QuickTime',
    out: OVER,
    bytes: read =>
      editMovie(read('.parts/quarters.mp4'), movie => {
        movie.matrix = [-1, 0, 0, 0, -1, 0, 320, 180, 1];
      }),
  },
  {
    file: 'field/both-turns.mp4',
    verdict: 'accept',
    says: "turned by a quarter in the movie's header and by another in the track's: by a half together",
    out: OVER,
    bytes: read =>
      editMovie(read('.parts/quarters.mp4'), movie => {
        movie.matrix = [0, 1, 0, -1, 0, 0, 0, 0, 1];
        movie.track('vide').matrix = [0, 1, 0, -1, 0, 0, 180, 0, 1];
      }),
  },
  {
    file: 'field/crop-left.mkv',
    verdict: 'accept',
    says: 'as disc rippers write: what is stored on the left is to be cropped',
    out: { ...SILENT, size: '160x180', points: quarterPoints(['lime', 'lime', 'white', 'white']) },
    bytes: read => cropped(read(QUARTERS), { left: 160 }),
  },
  {
    file: 'field/crop-top.mkv',
    verdict: 'accept',
    says: 'the same above alone: the upper half is gone',
    out: { ...SILENT, size: '320x90', points: quarterPoints(['blue', 'white', 'blue', 'white']) },
    bytes: read => cropped(read(QUARTERS), { top: 90 }),
  },
  {
    file: 'field/crop-and-roll.mkv',
    verdict: 'accept',
    says: 'cropped, then turned by a quarter',
    out: { ...SILENT, size: '180x160', points: quarterPoints(['lime', 'white', 'lime', 'white']) },
    bytes: read => rolled(cropped(read(QUARTERS), { left: 160 }), 90),
  },
  shown('display-718.mp4', 'as editors write: the display width is 318 for 320, rounded', 318, 180),
  shown('display-fraction.mov', 'as converters write: the display height is 179.97', 320, 179.97),
  shown('display-319.mp4', 'as phones write: the display width is 319 for 320', 319, 180),
];

/** The display size of `tkhd`; a difference of rounding is none. */
function shown(name: string, says: string, width: number, height: number): CorpusFile {
  return {
    file: `field/${name}`,
    verdict: 'accept',
    says,
    out: UPRIGHT,
    bytes: read =>
      editMovie(read('.parts/quarters.mp4'), movie => {
        movie.track('vide').displaySize = { width, height };
      }),
  };
}
