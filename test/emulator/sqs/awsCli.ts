import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Debian's AWS CLI, a client that nobody here wrote; it speaks the Query protocol to SQS. */
const BIN = '/usr/bin/aws';

export const hasAwsCli = existsSync(BIN);

/** Runs `aws ARGS` against an endpoint; the JSON that it prints, or an error with what it said. */
export async function awsCli<Output>(endpoint: string, ...args: string[]): Promise<Output> {
  const { stdout } = await promisify(execFile)(
    BIN,
    ['--endpoint-url', endpoint, '--no-cli-pager', '--output', 'json', ...args],
    {
      env: {
        PATH: '/usr/bin:/bin',
        AWS_ACCESS_KEY_ID: 'any',
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    },
  );
  return JSON.parse(stdout || '{}');
}
