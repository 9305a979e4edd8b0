import { findProgram } from '../../../media/build/findProgram.ts';

/** A program of the machine that is run beside fanreel. */
export interface Program {
  program: string;
  /** How a machine gets it: Debian's package, or where it comes from. */
  from: string;
}

export const XARGS: Program = { program: 'xargs', from: debian('findutils') };
export const TASKSET: Program = { program: 'taskset', from: debian('util-linux') };
export const CHROMIUM: Program = { program: 'chromium', from: debian('chromium') };

/** AWS's own command line. */
export const AWS_CLI: Program = { program: 'aws', from: debian('awscli') };

/** HandBrake's command line. */
export const HANDBRAKE: Program = { program: 'HandBrakeCLI', from: debian('handbrake-cli') };

/** GstPEAQ's program: it is in no distribution. */
export const PEAQ: Program = { program: 'peaq', from: 'built from the source of GstPEAQ' };

/** Path of it; undefined where the machine does not have it. */
export function pathOf({ program }: Program): string | undefined {
  return findProgram(program, process.env.PATH);
}

/** Whether the machine has all that `what` takes; where not, a line says what it lacks. */
export function isRunnable(what: string, programs: Program[]): boolean {
  const missing = programs.filter(program => pathOf(program) === undefined);
  const named = missing.map(({ program, from }) => `${program} (${from})`).join(' and ');
  if (missing.length > 0) console.log(`${what}: left out, for this machine does not have ${named}.`);
  return missing.length === 0;
}

function debian(name: string): string {
  return `Debian: apt-get install ${name}`;
}
