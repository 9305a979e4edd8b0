import { Command, InvalidArgumentError, Option } from 'commander';
import { EVENT_KINDS } from '../../../contract/webhooks/eventKinds.ts';
import { duration } from '../../flags/duration.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';
import type { AddOptions } from './add.ts';
import type { ListOptions } from './list.ts';
import type { LogOptions } from './log/log.ts';
import type { ReplayOptions } from './log/replay.ts';
import type { RmOptions } from './rm.ts';
import type { RotateOptions } from './rotate.ts';
import type { TestOptions } from './test.ts';

const NAME = 'its id, or its URL';

export function webhookCommand(): Command {
  const parts = [addCommand(), listCommand(), rmCommand(), testCommand(), logCommand(), replayCommand()];
  const command = new Command('webhook')
    .description('tell other programs of events by signed HTTP requests')
    .argument('[command]')
    .usage('[options] [command]')
    .helpCommand(true);
  for (const part of [...parts, rotateCommand()]) command.addCommand(part);
  return withExample(command, ['npx fanreel webhook list']).action(noPart);
}

function noPart(name: string | undefined, _options: object, command: Command): never {
  const wrong = name === undefined ? 'Say what' : `There is no "webhook ${printable(name)}"`;
  const names = command.commands.map(one => one.name());
  throw new CommandError(
    2,
    `${wrong}: ${names.slice(0, -1).join(', ')} or ${names.at(-1)} ("npx fanreel webhook --help" explains them).`,
  );
}

function addCommand(): Command {
  const events = new Option('--events <kinds>', 'only these kinds of event, by commas').argParser(kinds);
  const command = new Command('add')
    .description('have an address told of events from now on, and show the secret that signs them')
    .argument('<url>', 'https, and an address that all of the internet reaches')
    .addOption(events)
    .addOption(listOption('--states <names>', 'only events of these states, by commas'))
    .addOption(listOption('--renditions <names>', 'only these renditions, and sources as a whole, by commas'))
    .option('--prefix <prefix>', 'only sources whose key begins so')
    .option('--named-only', 'only uploads that name it in their wishes')
    .option('--json', 'print a JSON object');
  const example = ['npx fanreel webhook add https://hooks.example.com/fanreel --states complete,failed'];
  return withExample(withConnection(command), example, { tried: false }).action(
    async (url: string, options: AddOptions) => (await import('./add.ts')).add(url, options),
  );
}

function listCommand(): Command {
  const command = new Command('list')
    .description('list who is told of what, and whether it answers')
    .option('--json', 'print a JSON array');
  return withExample(withConnection(command), ['npx fanreel webhook list']).action(
    async (options: ListOptions) => (await import('./list.ts')).list(options),
  );
}

function rmCommand(): Command {
  const command = new Command('rm')
    .description('tell one nothing any more, and delete its secret')
    .argument('<webhook>', NAME)
    .option('--yes', 'do not ask before')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel webhook rm wh_519b4c6e243b75fb --yes'], {
    tried: false,
  }).action(async (name: string, options: RmOptions) => (await import('./rm.ts')).rm(name, options));
}

function testCommand(): Command {
  const command = new Command('test')
    .description(
      'send one an event of nothing, and say what it answered; one that was disabled is told again',
    )
    .argument('<webhook>', NAME)
    .option('--json', 'print the delivery as a JSON object');
  return withExample(
    withConnection(command),
    ['npx fanreel webhook test https://hooks.example.com/fanreel'],
    { tried: false },
  ).action(async (name: string, options: TestOptions) => (await import('./test.ts')).test(name, options));
}

function logCommand(): Command {
  const command = new Command('log')
    .description('list what was told, the newest first, and what came of it')
    .argument('[webhook]', `${NAME} (default: all)`)
    .option('--failed', 'only what was not taken')
    .addOption(sinceOption('only of the last 10m, 2h or 3d'))
    .addOption(limitOption('so many at most', 50))
    .option('--tries', 'each request, too')
    .option('--json', 'print a JSON object, with each request');
  return withExample(withConnection(command), ['npx fanreel webhook log --failed --since 3d']).action(
    async (name: string | undefined, options: LogOptions) =>
      (await import('./log/log.ts')).log(name, options),
  );
}

function replayCommand(): Command {
  const command = new Command('replay')
    .description('tell one again what it did not take')
    .argument('<webhook>', NAME)
    .addOption(sinceOption('only of the last 10m, 2h or 3d'))
    .option('--all', 'what it took, too')
    .addOption(limitOption('so many at most, the newest', 1_000))
    .option('--dry-run', 'only say what would be told')
    .option('--json', 'print a JSON object');
  return withExample(withConnection(command), ['npx fanreel webhook replay wh_519b4c6e243b75fb --since 3d'], {
    tried: false,
  }).action(async (name: string, options: ReplayOptions) =>
    (await import('./log/replay.ts')).replay(name, options),
  );
}

function rotateCommand(): Command {
  const overlap = new Option(
    '--overlap <time>',
    'so long the secret before it signs, too; 0s ends it at once',
  )
    .argParser(duration)
    .default(86_400, '24h');
  const command = new Command('rotate')
    .description('make a new secret for one, and show it')
    .argument('<webhook>', NAME)
    .addOption(overlap)
    .option('--json', 'print a JSON object');
  return withExample(
    withConnection(command),
    ['npx fanreel webhook rotate wh_519b4c6e243b75fb --overlap 2h'],
    { tried: false },
  ).action(async (name: string, options: RotateOptions) =>
    (await import('./rotate.ts')).rotate(name, options),
  );
}

const sinceOption = (says: string) => new Option('--since <time>', says).argParser(duration);

const limitOption = (says: string, usual: number) =>
  new Option('--limit <n>', says).argParser(wholeNumber(1, 100_000)).default(usual);

const listOption = (flags: string, says: string) => new Option(flags, says).argParser(byCommas);

function byCommas(text: string, given: string[] = []): string[] {
  const names = text.split(',').map(name => name.trim());
  const said = names.filter(name => name !== '');
  // Nobody means that no event at all is to be told.
  if (said.length === 0) throw new InvalidArgumentError('It names none.');
  return [...given, ...said];
}

/** @throws {InvalidArgumentError} for a kind that there is not. */
function kinds(text: string, given: string[] = []): string[] {
  const names = byCommas(text);
  const wrong = names.find(name => !EVENT_KINDS.some(kind => kind === name));
  if (wrong === undefined) return [...given, ...names];
  throw new InvalidArgumentError(`There are ${EVENT_KINDS.join(' and ')}.`);
}
