import { Command, InvalidArgumentError, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { CameraOptions } from './camera.ts';
import type { Size } from './picture.ts';

export function cameraCommand(): Command {
  const every = new Option('--every <time>', 'how long each recording is, whole seconds')
    .argParser(wholeSeconds)
    .default(10, '10s');
  const drift = new Option(
    '--drift <seconds>',
    'so much more is in each recording than its name says, or less: -0.5',
  );
  const gap = new Option('--gap <n>', 'leave one of so many recordings out');
  const until = new Option('--for <time>', 'end after so long (default: until Ctrl-C)').argParser(duration);
  const size = new Option('--size <WxH>', 'of the picture')
    .argParser(pictureSize)
    .default({ width: 320, height: 180 }, '320x180');
  const command = new Command('camera')
    .description(
      'play a camera that keeps writing recordings, with the time in the picture, to try clips with',
    )
    .argument('<name>', 'what the camera is called')
    .addOption(every)
    .addOption(drift.argParser(driftSeconds).default(0, 'none'))
    .addOption(gap.argParser(wholeNumber(2, 1_000)))
    .addOption(until)
    .addOption(size)
    .option('--preset <name>', 'whose recordings, where there are several presets of clips')
    .option('--json', 'print a JSON line a recording');
  const example = ['npx fanreel camera cam1 --every 10s'];
  return withExample(withConnection(command), example, { tried: false }).action(
    async (name: string, options: CameraOptions) => (await import('./camera.ts')).camera(name, options),
  );
}

function wholeSeconds(text: string): number {
  const seconds = duration(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds;
  throw new InvalidArgumentError('It is whole seconds from 1s to 1h.');
}

function driftSeconds(text: string): number {
  const seconds = Number(text);
  if (/^[+-]?\d+(\.\d+)?$/.test(text) && Math.abs(seconds) <= 60) return seconds;
  throw new InvalidArgumentError('It is a number of seconds from -60 to 60.');
}

function pictureSize(text: string): Size {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  const isFit = size.width % 16 === 0 && size.height % 2 === 0 && size.height * 2 >= size.width;
  if (isFit && size.width >= 160 && size.width <= 3_840 && size.height <= 2_160) return size;
  throw new InvalidArgumentError(
    'It is a width of 160 to 3840 that 16 divides, and an even height of at least half of it, such as 320x180.',
  );
}
