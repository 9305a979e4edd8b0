import { MediaError } from '../../failures/mediaError.ts';
import { DISK_FULL } from './diskFull.ts';

interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of ffmpeg's standard error. */
  stderr: string;
}

interface Meaning {
  failureClass: MediaError['failureClass'];
  code: string;
  message: string;
}

interface Reading extends Meaning {
  pattern: RegExp;
}

/** Endings from outside ffmpeg: of a signal, or of the code that a shell makes of it (128 + its number). */
const SIGNALS: { signals: NodeJS.Signals[]; codes: number[]; meaning: Meaning }[] = [
  {
    signals: ['SIGKILL'],
    codes: [137],
    meaning: {
      failureClass: 'transient',
      code: 'out-of-memory',
      message: 'ffmpeg was killed by the system, most likely for using too much memory.',
    },
  },
  {
    signals: ['SIGXFSZ'],
    codes: [153],
    meaning: {
      failureClass: 'input',
      code: 'too-large',
      message: 'The file makes far more video than its own length allows.',
    },
  },
  {
    // 255: ffmpeg ended in good order because of a signal, and not one of runFfmpeg's; SIGXCPU is the usual one.
    signals: ['SIGXCPU', 'SIGTERM', 'SIGINT'],
    codes: [152, 143, 130, 255],
    meaning: {
      failureClass: 'transient',
      code: 'stopped',
      message: 'ffmpeg was stopped from outside, or used up its processor time.',
    },
  },
  {
    signals: ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'],
    codes: [139, 134, 135, 136, 132],
    meaning: {
      failureClass: 'input',
      code: 'decoder-crash',
      message: 'The file makes the decoder crash; it is damaged beyond use.',
    },
  },
];

/** ffmpeg's own code for too large a share of the frames not decoding. */
const ERROR_RATE_CODE = 69;
const CORRUPT: Meaning = {
  failureClass: 'input',
  code: 'corrupt',
  message: 'The file is damaged and cannot be decoded.',
};

const CODEC: Meaning = {
  failureClass: 'input',
  code: 'codec',
  message: 'The video or its sound is in a codec that is not taken; upload H.264 and AAC, for example.',
};

/** What ffmpeg's last words mean; the first that fits counts. */
const READINGS: Reading[] = [
  {
    pattern: DISK_FULL,
    failureClass: 'transient',
    code: 'scratch-full',
    message: 'There was no room left on the scratch disk.',
  },
  {
    pattern: /Number of streams exceeds max_streams/,
    failureClass: 'input',
    code: 'too-many-streams',
    message: 'The file has too many streams.',
  },
  {
    pattern: /exceeds specified max pixel count|Picture size \d+x\d+ is invalid/,
    failureClass: 'input',
    code: 'too-large',
    message: 'The pictures are larger than the file says, and larger than is taken.',
  },
  {
    // Of a tag that it has never heard of; ffmpeg 5's words and 7's.
    pattern: /Decoder \(codec none\) not found|no decoder found for: none/,
    ...CODEC,
  },
  {
    pattern: /Unknown encoder|Unrecognized option|No such filter|Option .* not found|Unknown decoder/,
    failureClass: 'preset',
    code: 'ffmpeg-cannot',
    message: 'This ffmpeg lacks something the preset needs.',
  },
  {
    pattern: /Error (setting|applying) option|Unable to parse option|Undefined constant or missing/,
    failureClass: 'preset',
    code: 'ffmpeg-cannot',
    message: 'This ffmpeg does not take one of the settings.',
  },
  {
    pattern: /moov atom not found|^file:.*: End of file|Error opening input: End of file/m,
    failureClass: 'input',
    code: 'unreadable',
    message: "The file's index is missing; the upload is probably incomplete.",
  },
  {
    pattern: /Format not on whitelist|Protocol .* not on whitelist/,
    failureClass: 'input',
    code: 'container',
    message: 'Files of this kind are not taken; upload a video file such as MP4.',
  },
  {
    pattern: /matches no streams|does not contain any stream/,
    failureClass: 'input',
    code: 'no-video',
    message: 'The file has no video that can be read.',
  },
  {
    pattern: /^file:.*: Invalid data found|Error opening input: Invalid data found/m,
    failureClass: 'input',
    code: 'unreadable',
    message: 'The file is not a video, or is damaged at its start.',
  },
  { pattern: /Invalid data found when processing input/, ...CORRUPT },
  { pattern: /Codec \(\S+\) not on whitelist/, ...CODEC },
  {
    pattern: /Cannot allocate memory/,
    failureClass: 'input',
    code: 'too-large',
    message: 'Reading the file takes more memory than any video should.',
  },
];

const UNKNOWN: Meaning = {
  failureClass: 'input',
  code: 'decode-failed',
  message: 'ffmpeg could not convert the file.',
};

/** What to tell of an ffmpeg that ended badly of its own accord; ffmpeg's last lines go into `detail`. */
export function ffmpegFailure({ code, signal, stderr }: Outcome): MediaError {
  const detail = stderr.trim() || `ffmpeg ended with ${signal ?? `code ${code}`}`;
  const ending = SIGNALS.find(
    ({ signals, codes }) => (signal && signals.includes(signal)) || (code !== null && codes.includes(code)),
  );
  const { failureClass, code: name, message } = ending?.meaning ?? readingOf(code, stderr);
  return new MediaError({ failureClass, code: name, message, detail });
}

function readingOf(code: number | null, stderr: string): Meaning {
  if (code === ERROR_RATE_CODE) return CORRUPT;
  return READINGS.find(({ pattern }) => pattern.test(stderr)) ?? UNKNOWN;
}
