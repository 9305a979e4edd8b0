import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FaultStack } from '../stack/faultStack.ts';

/** As whoever operates adds one, told of all. Returns its secret. */
export async function addWebhook(
  url: string,
  { endpoint }: Pick<FaultStack, 'endpoint'>,
  projectDir: string,
): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(projectDir, 'cli/fanreel.ts'),
    ...['webhook', 'add', url, '--json', '--endpoint', endpoint],
  ]);
  return (JSON.parse(stdout) as { secret: string }).secret;
}
