import { type Command, Option } from 'commander';

/** Adds the flags that choose among dead jobs. */
export function withDeadChoice(command: Command): Command {
  return command
    .addOption(
      new Option('--class <class>', 'only failures of this class').choices(['transient', 'input', 'preset']),
    )
    .option('--code <code>', 'only failures with this code')
    .option('--key <glob>', 'only keys like this; * stops at a slash, ** does not');
}
