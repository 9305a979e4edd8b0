import type { Command } from 'commander';

/** Of each command, what its help shows last. */
const EXAMPLES = new WeakMap<Command, string>();

/** Adds lines to a command's help that work when pasted into a shell, in a folder with `holiday.mp4` in it. */
export function withExample(command: Command, ...lines: string[]): Command {
  EXAMPLES.set(command, lines.join('\n'));
  return command.addHelpText('after', `\nExample:\n${lines.map(line => `  ${line}`).join('\n')}`);
}

/** Undefined for a command without one. */
export function exampleOf(command: Command): string | undefined {
  return EXAMPLES.get(command);
}
