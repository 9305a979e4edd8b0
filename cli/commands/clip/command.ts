import { Command, Option } from 'commander';
import { duration } from '../../flags/duration.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { ClipOptions } from './clip.ts';

/** Takes each word as it is, however many there are: which of them is a time, or no flag, is told by the command itself. */
class AllWords extends Command {
  override copyInheritedSettings(from: Command): this {
    return super.copyInheritedSettings(from).allowExcessArguments();
  }
}

export function clipCommand(): Command {
  const download = new Option('--download [path]', 'bring the clip here once it is there').implies({
    wait: true,
  });
  const timeout = new Option(
    '--timeout <time>',
    'wait no longer than this, e.g. 90s, 10m (default: until it is over)',
  );
  const command = new AllWords('clip')
    .description('cut a clip of a camera between two moments, or of parts of videos one behind the other')
    .argument('[camera]', 'whose recordings')
    .argument(
      '[from]',
      'a time: 10:31:05 (today), 2026-11-20T10:31:05, with or without a zone, now, -5m, epoch ms',
    )
    .argument('[to]', 'a time, or +20s after FROM')
    .option('--parts <part...>', 'KEY@FROM-TO of videos in the input bucket, such as match.mp4@00:10-00:25')
    .option('--preset <name>', 'which preset of clips, where there are several')
    .option('--id <name>', 'what the clip is called (default: follows from what is asked for)')
    .option('--wait', 'wait until it is there, or cannot be')
    .addOption(timeout.argParser(duration).implies({ wait: true }))
    .addOption(download)
    .option('--force', 'make it again even if it is there')
    .option('--new-camera', 'ask even where the camera has no recordings yet')
    .option('--json', 'print a JSON object')
    // -5m is a time, and looks like a flag.
    .allowUnknownOption();
  const example = ['npx fanreel clip --parts holiday.mp4@00:00-00:01 holiday.mp4@00:02-00:03 --wait'];
  return withExample(withConnection(command), example, { tried: false }).action(
    async (_camera: unknown, _from: unknown, _to: unknown, options: ClipOptions, { args }: Command) =>
      (await import('./clip.ts')).clip(args, options),
  );
}
