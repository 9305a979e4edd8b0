import type { FailureCode, FixedCode } from '../../failures/catalogue.ts';
import { WorkError } from '../../failures/workError.ts';
import { DISK_FULL } from './diskFull.ts';

/** How a run of ffmpeg ended. */
interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of ffmpeg's standard error. */
  stderr: string;
}

/** A code, and what to say of it where the catalogue has not one sentence for all. */
type Meaning = { code: FixedCode } | { code: FailureCode; message: string };

type Clue = Meaning & { pattern: RegExp };

/** Endings from outside ffmpeg: of a signal, or of the code that a shell makes of it (128 + its number). */
const SIGNALS: { signals: NodeJS.Signals[]; codes: number[]; meaning: Meaning }[] = [
  {
    signals: ['SIGKILL'],
    codes: [137],
    meaning: { code: 'out-of-memory' },
  },
  {
    signals: ['SIGXFSZ'],
    codes: [153],
    meaning: {
      code: 'too-large',
      message: 'The file makes far more video than its own length allows.',
    },
  },
  {
    // 255: ffmpeg ended in good order because of a signal, and not one of runFfmpeg's; SIGXCPU is the usual one.
    signals: ['SIGXCPU', 'SIGTERM', 'SIGINT'],
    codes: [152, 143, 130, 255],
    meaning: { code: 'stopped' },
  },
  {
    signals: ['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'],
    codes: [139, 134, 135, 136, 132],
    meaning: { code: 'decoder-crash' },
  },
];

/** ffmpeg's own code for too large a share of the frames not decoding. */
const ERROR_RATE_CODE = 69;
const CORRUPT: Meaning = { code: 'corrupt' };

const CODEC: Meaning = { code: 'codec' };

/** What ffmpeg's last words mean; the first that fits counts. */
const CLUES: Clue[] = [
  {
    pattern: DISK_FULL,
    code: 'scratch-full',
  },
  {
    pattern: /Number of streams exceeds max_streams/,
    code: 'too-many-streams',
  },
  {
    pattern: /exceeds specified max pixel count|Picture size \d+x\d+ is invalid/,
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
    code: 'ffmpeg-cannot',
    message: 'This ffmpeg lacks something the preset needs.',
  },
  {
    pattern: /Error (setting|applying) option|Unable to parse option|Undefined constant or missing/,
    code: 'ffmpeg-cannot',
    message: 'This ffmpeg does not take one of the settings.',
  },
  {
    pattern: /moov atom not found|^file:.*: End of file|Error opening input: End of file/m,
    code: 'unreadable',
    message: "The file's index is missing; the upload is probably incomplete.",
  },
  {
    pattern: /Format not on whitelist|Protocol .* not on whitelist/,
    code: 'container',
    message: 'Files of this kind are not taken; upload a video file such as MP4.',
  },
  {
    pattern: /matches no streams|does not contain any stream/,
    code: 'no-video',
    message: 'The file has no video that can be read.',
  },
  {
    pattern: /^file:.*: Invalid data found|Error opening input: Invalid data found/m,
    code: 'unreadable',
    message: 'The file is not a video, or is damaged at its start.',
  },
  { pattern: /Invalid data found when processing input/, ...CORRUPT },
  { pattern: /Codec \(\S+\) not on whitelist/, ...CODEC },
  {
    pattern: /Cannot allocate memory/,
    code: 'too-large',
    message: 'Reading the file takes more memory than any video should.',
  },
];

const UNKNOWN: Meaning = { code: 'decode-failed' };

/** What to tell of an ffmpeg that ended badly of its own accord; ffmpeg's last lines go into `detail`. */
export function ffmpegFailure({ code, signal, stderr }: Exit): WorkError {
  const detail = stderr.trim() || `ffmpeg ended with ${signal ?? `code ${code}`}`;
  const ending = SIGNALS.find(
    ({ signals, codes }) => (signal && signals.includes(signal)) || (code !== null && codes.includes(code)),
  );
  const meaning = ending?.meaning ?? meaningOf(code, stderr);
  if (!('message' in meaning)) return new WorkError(meaning.code, { detail });
  return new WorkError(meaning.code, { message: meaning.message, detail });
}

function meaningOf(code: number | null, stderr: string): Meaning {
  if (code === ERROR_RATE_CODE) return CORRUPT;
  return CLUES.find(({ pattern }) => pattern.test(stderr)) ?? UNKNOWN;
}
