import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { hasNoPort, nameOf } from '../emulator/guard/hosts.ts';
import { JOB_STATES } from './aws/jobStates.ts';
import { CommandError } from './commandError.ts';
import { printable } from './terminal/printable.ts';

const SOURCE = 'a file, or an object as s3://BUCKET/KEY';

/**
 * The `fanreel` command line. Each command's code is loaded when it runs, so that help and a wrong flag answer at
 * once. Errors are thrown, not printed: main.ts words them.
 */
export function createProgram(): Command {
  const program = new Command('fanreel')
    .description('Video fan-out: one upload in, every rendition out.')
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .version(version())
    .helpCommand(true)
    .argument('[command]')
    .hook('preAction', (_program, command) => refuseEmpty(command))
    .action(noCommand);
  addUp(program);
  addSubmit(program);
  addStatus(program);
  addPublish(program);
  addRedrive(program);
  addReconcile(program);
  addPresets(program);
  addProbe(program);
  addPlan(program);
  // Set last, since a command inherits it: `fanreel ship a b` is an unknown command, not two arguments too many.
  return program.allowExcessArguments();
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function addUp(program: Command): void {
  program
    .command('up')
    .description('run the whole pipeline on this machine')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port, 4566)
    .option('--data <dir>', 'folder that keeps buckets, queues and the ledger', '.fanreel')
    .option('--json', 'print one JSON line an event')
    .option('--watch <dir>', 'upload every video that is copied into this folder')
    .option(
      '--allow-host <name>',
      'answer to this name too, beside loopback addresses, localhost and *.localhost; may be given again',
      host,
      [],
    )
    .action(async options => (await import('./commands/up.ts')).up(options));
}

function addSubmit(program: Command): void {
  const command = program
    .command('submit')
    .description('upload videos, or every video below a folder')
    .argument('<path...>', 'files and folders')
    .option('--wait', 'wait until every rendition is there, or has failed')
    .addOption(
      new Option('--timeout <seconds>', 'wait no longer than this (default: for ever)')
        .argParser(seconds)
        .implies({ wait: true }),
    )
    .option('--key <key>', 'object key for the one file given')
    .addOption(new Option('--prefix <prefix>', 'put before every key').conflicts('key'));
  withConnection(command).action(async (paths, options) =>
    (await import('./commands/submit.ts')).submit(paths, options),
  );
}

function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('show the jobs of one object, or the latest of all')
    .argument('[key]', 'object key in the input bucket')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(JOB_STATES))
    .addOption(
      new Option('--since <time>', 'only jobs begun within, e.g. 90s, 10m, 2h, 3d').argParser(duration),
    )
    .option('--all', 'older versions and presets of a source too, not only the newest job')
    .option('--limit <count>', 'show at most so many', count, 50)
    .option('--json', 'print a JSON array of ledger items');
  withConnection(command).action(async (key, options) =>
    (await import('./commands/status.ts')).status(key, options),
  );
}

function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('ask for the renditions of an object that is in the input bucket already')
    .argument('<key>', 'object key in the input bucket')
    .option('--rendition <name>', 'only this one')
    .option('--force', 'make it again even if it is complete')
    .option('--reason <text>', 'why, for the record');
  withConnection(command).action(async (key, options) =>
    (await import('./commands/publish.ts')).publish(key, options),
  );
}

function addRedrive(program: Command): void {
  const command = program
    .command('redrive')
    .description("put a rendition's dead-lettered messages back on its queue")
    .argument('<rendition>');
  withConnection(command).action(async (rendition, options) =>
    (await import('./commands/redrive.ts')).redrive(rendition, options),
  );
}

function addReconcile(program: Command): void {
  const command = program
    .command('reconcile')
    .description('hold the input bucket against ledger and outputs, and ask again for what is missing')
    .option('--dry-run', 'only look; exits with 1 where something is missing')
    .addOption(
      new Option(
        '--older-than <time>',
        'what is overdue, e.g. 90s, 10m, 2h, 3d (default: as the profile says)',
      ).argParser(duration),
    )
    .option('--json', 'print the report as JSON');
  withConnection(command).action(async options =>
    (await import('./commands/reconcile.ts')).reconcile(options),
  );
}

function addPresets(program: Command): void {
  program
    .command('presets')
    .description('show what presets/ makes')
    .option('--json', 'print a JSON array')
    .action(async options => (await import('./commands/presets.ts')).presets(options));
}

function addProbe(program: Command): void {
  const command = program
    .command('probe')
    .description('show what fanreel knows of a video before it makes anything of it')
    .argument('<file>', SOURCE)
    .option('--json', 'print a JSON object');
  withConnection(command).action(async (file, options) =>
    (await import('./commands/probe.ts')).probe(file, options),
  );
}

function addPlan(program: Command): void {
  const command = program
    .command('plan')
    .description(
      'show what would be made of a video, why, by which engine, in what time and by which ffmpeg command',
    )
    .argument('<file>', SOURCE)
    .option('--preset <name>', 'only this one (default: every one of the profile)')
    .option('--profile <name>', 'whose limits choose the engine', 'local')
    .option('--json', 'print a JSON object');
  withConnection(command).action(async (file, options) =>
    (await import('./commands/plan.ts')).plan(file, options),
  );
}

function withConnection(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--endpoint <url>',
        'where fanreel runs (default: AWS_ENDPOINT_URL, else http://127.0.0.1:4566)',
      ),
    )
    .addOption(new Option('--aws', 'use AWS, with its usual credentials').conflicts('endpoint'))
    .option('--stack <name>', 'CloudFormation stack', 'fanreel')
    .option('--region <region>', "AWS region (default: us-east-1, with --aws the profile's)");
}

/** `publish "$KEY"` of an unset variable: nothing here can be named by no text, so it is told before it is acted on. */
function refuseEmpty(command: Command): void {
  const option = Object.entries(command.opts<Record<string, unknown>>()).find(([, value]) => value === '');
  const name = option ? `--${option[0]}` : command.registeredArguments[command.args.indexOf('')]?.name();
  if (name) throw new CommandError(2, `${name} is empty; give it a value.`);
}

function noCommand(name: string | undefined): never {
  const wrong = name === undefined ? 'No command was given' : `There is no command "${printable(name)}"`;
  throw new CommandError(
    2,
    `${wrong}: say up, submit, status, publish, redrive, reconcile, presets, probe or plan ("npx fanreel --help" explains them).`,
  );
}

function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

/** Adds one more to the names given before. */
function host(text: string, given: string[]): string[] {
  const name = nameOf(text);
  if (name !== null && hasNoPort(text)) return [...given, name];
  throw new InvalidArgumentError(
    'A host is a name or an address as it stands in a URL, without scheme and port, such as fanreel.test.',
  );
}

function count(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('It is a whole number from 1 to 10000.');
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds. */
function duration(text: string): number {
  const [, count, unit = ''] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  if (count !== undefined) return Number(count) * (SECONDS[unit] ?? 0);
  throw new InvalidArgumentError('It is a number with a unit, such as 90s, 10m, 2h or 3d.');
}

function seconds(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= 1 && value <= 604_800) return value;
  throw new InvalidArgumentError('It is a number of seconds from 1 to 604800, a week.');
}
