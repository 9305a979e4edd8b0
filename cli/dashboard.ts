import { dashboardCommand } from './commands/dashboard/command.ts';
import { run } from './run.ts';

/** The dashboard alone, as the image has it: it is the one command that runs where there are no sources. */
process.exitCode = await run(dashboardCommand().name('dashboard').exitOverride(), process.argv.slice(2));
