import { type Command, Option } from 'commander';
import { LOCAL_ENDPOINT, LOCAL_REGION } from '../aws/localPlace.ts';

/** Adds the flags of every command that talks to a deployment, or may: they say which one. */
export function withConnection(command: Command): Command {
  const endpoint = `where fanreel runs (default: AWS_ENDPOINT_URL, else ${LOCAL_ENDPOINT})`;
  return command
    .addOption(new Option('--endpoint <url>', endpoint))
    .addOption(new Option('--aws', 'use AWS, with its usual credentials').conflicts('endpoint'))
    .option('--stack <name>', 'CloudFormation stack', 'fanreel')
    .option('--region <region>', `AWS region (default: ${LOCAL_REGION}, with --aws the profile's)`);
}
