import { WorkError } from '../../../failures/workError.ts';
import { noVideo } from './encodeArgs.ts';
import { JobFailure } from './jobFailure.ts';

/** What ffmpeg's last lines give away, with the service's code and wording for it; the first match counts. */
const FROM_FFMPEG: [RegExp, number, (url: string) => string][] = [
  [/moov atom not found/i, 1075, url => opening(url, 'no moov box found in file')],
  [
    /matches no streams/i,
    1040,
    () => 'Invalid audio track specified for audio_selector [1]. Audio track not found in input container.',
  ],
  [
    /Decoder .*not found|unknown decoder|no decoder/i,
    1030,
    () => 'Video codec [unknown] is not a supported input video codec',
  ],
  [
    /Error initializing output stream|Error while opening encoder|incorrect parameters/i,
    1040,
    () => 'Error initializing encoder for video target [1]',
  ],
  [
    /Invalid data found|could not find codec parameters/i,
    1075,
    () => 'Demuxer: [invalid data found in the input]',
  ],
];

/** Any failure of a local encode as the service would report it for the input `url`. */
export function asJobFailure(error: unknown, url: string): JobFailure {
  if (error instanceof JobFailure) return error;
  if (!(error instanceof WorkError)) return new JobFailure(1999, `Unknown error: ${messageOf(error)}`, error);
  const known = FROM_FFMPEG.find(([pattern]) => pattern.test(error.detail ?? ''));
  if (known) return new JobFailure(known[1], known[2](url), error);
  const [code, message] = fromCode(error, url);
  return new JobFailure(code, message, error);
}

function fromCode({ code, failureClass, message }: WorkError, url: string): [number, string] {
  switch (code) {
    case 'no-video':
      return [1020, noVideo(url)];
    case 'encrypted':
      return [1030, 'Unsupported video input: [encrypted content is unsupported]'];
    case 'empty':
    case 'unreadable':
    case 'container':
    case 'too-many-streams':
      return [1010, opening(url, 'No parser found for container')];
    case 'truncated':
      return [1076, `Demuxer: [${message}]`];
    case 'deadline':
    case 'stalled':
      return [1522, 'An internal error has occurred and your job timed out. Contact Support.'];
    default:
      return failureClass === 'input' ? [1075, `Demuxer: [${message}]`] : [1999, `Unknown error: ${message}`];
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function opening(url: string, why: string): string {
  return `Unable to open input file [${url}]: [Failed probe/open: [${why}]]`;
}
