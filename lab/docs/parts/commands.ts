import { Command, type Option } from 'commander';
import { withConnection } from '../../../cli/flags/withConnection.ts';
import { exampleOf } from '../../../cli/flags/withExample.ts';
import { createProgram } from '../../../cli/program.ts';

/** Flags that several commands share are told once, below this heading. */
const CONNECTION_HEADING = 'Which deployment';

/** Every command of `fanreel` with its arguments and flags, from its own definition. */
export function commands(): string {
  const program = createProgram();
  const shared = [...withConnection(new Command()).options];
  const sections = commandsOf(program).map(command => section(command, shared));
  return [...sections, connectionSection(shared)].join('\n\n');
}

/** A command's parts come behind it. */
function commandsOf(parent: Command): Command[] {
  return parent.commands.flatMap(command => [command, ...commandsOf(command)]);
}

/** With those that it is a part of. */
function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

function section(command: Command, shared: Option[]): string {
  const help = command.createHelp();
  const isShared = ({ flags }: Option) => shared.some(one => one.flags === flags);
  const own = command.options.filter(option => !isShared(option));
  const items = [
    ...help
      .visibleArguments(command)
      .map(argument => item(argument.name(), help.argumentDescription(argument))),
    ...own.map(option => item(option.flags, help.optionDescription(option))),
  ];
  const usage = help.commandUsage(command);
  return [
    `### ${nameOf(command)}`,
    `\`${usage}\`: ${command.description()}.`,
    ...(items.length > 0 ? [items.join('\n')] : []),
    ...example(command),
    ...(command.options.some(isShared)
      ? [`It takes the flags that say [which deployment](#${anchor()}).`]
      : []),
  ].join('\n\n');
}

/** What works when pasted is tried, each after the one before, where it ends by itself. */
function example(command: Command): string[] {
  const { lines, tried } = exampleOf(command) ?? {};
  if (!lines) return [];
  return [[`\`\`\`sh${tried ? ' runnable with-stack' : ''}`, ...lines, '```'].join('\n')];
}

function connectionSection(shared: Option[]): string {
  const help = new Command().createHelp();
  const items = shared.map(option => item(option.flags, help.optionDescription(option)));
  return [`### ${CONNECTION_HEADING}`, items.join('\n')].join('\n\n');
}

function anchor(): string {
  return CONNECTION_HEADING.toLowerCase().replaceAll(' ', '-');
}

/** Angle brackets in a description would be taken for HTML. */
function item(term: string, description: string): string {
  return `- \`${term}\`: ${description.replaceAll('<', '\\<').replaceAll('*', '\\*')}`;
}
