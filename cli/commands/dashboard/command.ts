import { Command } from 'commander';
import { DASHBOARD_PORT } from '../../../profiles/schema/dashboardOrigins.ts';
import { wholeNumber } from '../../flags/wholeNumber.ts';
import { withConnection } from '../../flags/withConnection.ts';
import { withExample } from '../../flags/withExample.ts';
import type { DashboardOptions } from './dashboard.ts';

const port = wholeNumber(0, 65_535, 'A port');

export function dashboardCommand(): Command {
  const command = new Command('dashboard')
    .description('serve a page on this machine that shows a stack, one on AWS too')
    .option('--port <port>', 'port to listen on; 0 takes any free one', port, DASHBOARD_PORT)
    .option('--host <address>', 'address to listen on; beyond this machine it needs a token', '127.0.0.1')
    .option(
      '--allow-host <name>',
      'answer to this name too, beside those of this machine; may be given again',
      (name: string, given: string[] = []) => [...given, name],
    )
    .option('--token-file <path>', 'file with the token to sign in by (or set FANREEL_DASHBOARD_TOKEN)')
    .option('--user-header <name>', 'names the user whom a proxy in front has signed in, beside the token')
    .option('--read-only', 'let nothing be changed through the page');
  return withExample(withConnection(command), ['npx fanreel dashboard --aws'], { tried: false }).action(
    async (options: DashboardOptions) => (await import('./dashboard.ts')).dashboard(options),
  );
}
