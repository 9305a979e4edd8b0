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
    .option('--read-only', 'let nothing be changed through the page');
  return withExample(withConnection(command), ['npx fanreel dashboard --aws'], { tried: false }).action(
    async (options: DashboardOptions) => (await import('./dashboard.ts')).dashboard(options),
  );
}
