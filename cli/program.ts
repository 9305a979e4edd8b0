import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { backfillCommand } from './commands/backfill/command.ts';
import { cameraCommand } from './commands/camera/command.ts';
import { cancelCommand } from './commands/cancel/command.ts';
import { clipCommand } from './commands/clip/command.ts';
import { costCommand } from './commands/cost/command.ts';
import { dashboardCommand } from './commands/dashboard/command.ts';
import { diffCommand } from './commands/diff/command.ts';
import { dlqCommand } from './commands/dlq/command.ts';
import { doctorCommand } from './commands/doctor/command.ts';
import { kubernetesCommand } from './commands/kubernetes/command.ts';
import { openCommand } from './commands/open/command.ts';
import { planCommand } from './commands/plan/command.ts';
import { presetsCommand } from './commands/presets/command.ts';
import { probeCommand } from './commands/probe/command.ts';
import { pruneCommand } from './commands/prune/command.ts';
import { publishCommand } from './commands/publish/command.ts';
import { quoteCommand } from './commands/quote/command.ts';
import { reconcileCommand } from './commands/reconcile/command.ts';
import { redriveCommand } from './commands/redrive/command.ts';
import { releaseCommand } from './commands/release/command.ts';
import { resultsCommand } from './commands/results/command.ts';
import { showCommand } from './commands/show/command.ts';
import { statusCommand } from './commands/status/command.ts';
import { submitCommand } from './commands/submit/command.ts';
import { upCommand } from './commands/up/command.ts';
import { webhookCommand } from './commands/webhook/command.ts';
import { CommandError } from './terminal/commandError.ts';
import { printable } from './terminal/printable.ts';

/**
 * Every command, in the order of help. A definition is light; what it does is loaded when it runs, so that help and a
 * wrong flag answer at once.
 */
export const COMMANDS = [
  upCommand,
  submitCommand,
  statusCommand,
  showCommand,
  openCommand,
  dashboardCommand,
  resultsCommand,
  clipCommand,
  cameraCommand,
  quoteCommand,
  costCommand,
  publishCommand,
  backfillCommand,
  diffCommand,
  pruneCommand,
  releaseCommand,
  cancelCommand,
  dlqCommand,
  redriveCommand,
  reconcileCommand,
  webhookCommand,
  kubernetesCommand,
  doctorCommand,
  presetsCommand,
  probeCommand,
  planCommand,
];

/** The `fanreel` command line. Errors are thrown, not printed: main.ts words them. */
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
  for (const define of COMMANDS) program.addCommand(inheriting(define(), program));
  // Set last, since a command inherits it: `fanreel ship a b` is an unknown command, not two arguments too many.
  return program.allowExcessArguments();
}

/** With the settings of what it is a part of, and so for its own parts. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const part of command.commands) inheriting(part, command);
  return command;
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** `publish "$KEY"` of an unset variable: nothing here can be named by no text, so it is told before it is acted on. */
function refuseEmpty(command: Command): void {
  const option = Object.entries(command.optsWithGlobals<Record<string, unknown>>()).find(
    ([, value]) => value === '',
  );
  const name = option ? flagNamed(option[0]) : command.registeredArguments[command.args.indexOf('')]?.name();
  if (name) throw new CommandError(2, `${name} is empty; give it a value.`);
}

/** A flag as it is written: `--picture-times`. */
function flagNamed(attribute: string): string {
  return `--${attribute.replaceAll(/[A-Z]/g, capital => `-${capital.toLowerCase()}`)}`;
}

function noCommand(name: string | undefined, _options: object, program: Command): never {
  const wrong = name === undefined ? 'No command was given' : `There is no command "${printable(name)}"`;
  const names = program.commands.map(one => one.name());
  throw new CommandError(
    2,
    `${wrong}: say ${names.slice(0, -1).join(', ')} or ${names.at(-1)} ("npx fanreel --help" explains them).`,
  );
}
