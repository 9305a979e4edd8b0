import { MediaError } from './mediaError.ts';

interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of ffmpeg's standard error. */
  stderr: string;
}

interface Reading {
  pattern: RegExp;
  failureClass: MediaError['failureClass'];
  code: string;
  message: string;
}

/** What ffmpeg's last words mean; the first that fits counts. */
const READINGS: Reading[] = [
  {
    pattern: /No space left on device|Disk quota exceeded/,
    failureClass: 'transient',
    code: 'scratch-full',
    message: 'There was no room left on the scratch disk.',
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
  {
    pattern: /Invalid data found when processing input/,
    failureClass: 'input',
    code: 'corrupt',
    message: 'The file is damaged and cannot be decoded.',
  },
];

/** What to tell of an ffmpeg that ended badly of its own accord; ffmpeg's last lines go into `detail`. */
export function ffmpegFailure({ code, signal, stderr }: Outcome): MediaError {
  const detail = stderr.trim() || `ffmpeg ended with ${signal ?? `code ${code}`}`;
  if (signal === 'SIGKILL' || code === 137) {
    const message = 'ffmpeg was killed by the system, most likely for using too much memory.';
    return new MediaError({ failureClass: 'transient', code: 'out-of-memory', message, detail });
  }
  const reading = READINGS.find(({ pattern }) => pattern.test(stderr));
  return new MediaError({
    failureClass: reading?.failureClass ?? 'input',
    code: reading?.code ?? 'decode-failed',
    message: reading?.message ?? 'ffmpeg could not convert the file.',
    detail,
  });
}
