import { expect, it } from 'vitest';
import { exampleOf } from '../../cli/flags/withExample.ts';
import { createProgram } from '../../cli/program.ts';

const program = createProgram();
const commands = program.commands.flatMap(command => [
  [command.name(), command] as const,
  ...command.commands.map(part => [`${command.name()} ${part.name()}`, part] as const),
]);

it.each(commands)('fanreel %s shows an example of itself at the end of its help', (name, command) => {
  const { lines = [] } = exampleOf(command) ?? {};
  expect(lines.some(line => line.startsWith(`npx fanreel ${name}`))).toBe(true);
  let help = '';
  command.configureOutput({ writeOut: text => (help += text) }).outputHelp();
  expect(help.trimEnd().endsWith(`Example:\n${lines.map(line => `  ${line}`).join('\n')}`)).toBe(true);
});
