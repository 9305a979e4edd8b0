import type { Command } from 'commander';

interface Example {
  lines: string[];
  /** Whether it ends by itself, and so can be tried. */
  tried: boolean;
}

/** Of each command, what its help shows last. */
const EXAMPLES = new WeakMap<Command, Example>();

/** Adds lines to a command's help that work when pasted into a shell, with `holiday.mp4` in the folder and the stack running. */
export function withExample(command: Command, lines: string[], { tried = true } = {}): Command {
  EXAMPLES.set(command, { lines, tried });
  return command.addHelpText('after', `\nExample:\n${lines.map(line => `  ${line}`).join('\n')}`);
}

/** Undefined for a command without one. */
export function exampleOf(command: Command): Example | undefined {
  return EXAMPLES.get(command);
}
