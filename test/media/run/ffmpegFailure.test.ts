import { expect, test } from 'vitest';
import { ffmpegFailure } from '../../../media/run/ffmpegFailure.ts';

const failure = (stderr: string, code = 1) => ffmpegFailure({ code, signal: null, stderr });

test.each([
  ['av_interleaved_write_frame(): No space left on device', 'transient', 'scratch-full'],
  ["Unknown encoder 'libx264'", 'preset', 'ffmpeg-cannot'],
  ["Unrecognized option 'fps_mode'.", 'preset', 'ffmpeg-cannot'],
  ["[AVFilterGraph @ 0x1] No such filter: 'zscale'", 'preset', 'ffmpeg-cannot'],
  [
    '[mov @ 0x1] moov atom not found\nfile:in: Invalid data found when processing input',
    'input',
    'unreadable',
  ],
  ['file:in: Invalid data found when processing input', 'input', 'unreadable'],
  ['[in#0 @ 0x1] Error opening input: Invalid data found when processing input', 'input', 'unreadable'],
  ['Error while decoding stream #0:0: Invalid data found when processing input', 'input', 'corrupt'],
  ["[hls @ 0x1] Format not on whitelist 'mov'", 'input', 'container'],
  ["Stream map '0:V:0' matches no streams.", 'input', 'no-video'],
  ['Conversion failed!', 'input', 'decode-failed'],
])('%s is %s/%s', (stderr, failureClass, code) => {
  expect(failure(stderr)).toMatchObject({ failureClass, code, detail: stderr });
});

test.each([
  ['by a signal', { code: null, signal: 'SIGKILL' as const, stderr: '' }],
  ['with 137', { code: 137, signal: null, stderr: '' }],
])('an ffmpeg ended from outside %s most likely used too much memory', (_how, outcome) => {
  expect(ffmpegFailure(outcome)).toMatchObject({ failureClass: 'transient', code: 'out-of-memory' });
});

test.each([
  ['SIGXFSZ', 153, 'input', 'too-large'],
  ['SIGXCPU', 152, 'transient', 'stopped'],
  ['SIGSEGV', 139, 'input', 'decoder-crash'],
] as const)('%s is told by the signal and by %i', (signal, code, failureClass, name) => {
  const meaning = { failureClass, code: name };

  expect(ffmpegFailure({ code: null, signal, stderr: '' })).toMatchObject(meaning);
  expect(ffmpegFailure({ code, signal: null, stderr: '' })).toMatchObject(meaning);
});

test.each([
  ['[mov @ 0x1] Number of streams exceeds max_streams parameter (64)', 'too-many-streams'],
  ['[h264 @ 0x1] Picture size 8192x8192 exceeds specified max pixel count 35389440', 'too-large'],
  ["[cinepak @ 0x1] Codec (cinepak) not on whitelist 'h264'", 'codec'],
  ['file:in: Cannot allocate memory', 'too-large'],
])('a limit of ffmpeg’s own has its code: %s', (stderr, code) => {
  expect(failure(stderr)).toMatchObject({ failureClass: 'input', code });
});

test('too many frames that do not decode, of which ffmpeg tells by 69 only', () => {
  expect(failure('', 69)).toMatchObject({ failureClass: 'input', code: 'corrupt' });
});

test('every message is one line', () => {
  expect(failure('a\nb\nc').message).not.toContain('\n');
});
