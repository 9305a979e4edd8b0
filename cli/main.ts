import { createProgram } from './program.ts';
import { run } from './run.ts';

/** Runs one command line of fanreel and returns the exit code. */
export function main(args: string[]): Promise<number> {
  return run(createProgram(), args);
}
