import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  type DeployedRendition,
  type Deployment,
  madeOfUploads,
  readDeployment,
} from '../../contract/deployment.ts';
import { CommandError } from '../terminal/commandError.ts';
import { printable } from '../terminal/printable.ts';
import { afterStart } from './afterStart.ts';
import { type ClientConfig, type Connection, type ConnectionOptions, connectionFrom } from './connection.ts';
import { explainAwsError } from './explainAwsError.ts';

/**
 * Finds the stack through its CloudFormation outputs, waits for it where it is still starting, and runs `work` on it.
 * @throws {CommandError} with what went wrong on the way, in one sentence.
 */
export async function withDeployment<T>(
  options: ConnectionOptions,
  work: (deployment: Deployment, connection: Connection) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const connection = connectionFrom(options);
  try {
    const find = (config: ClientConfig) => findDeployment(config, connection);
    return await work(await afterStart(connection, find, { signal }), connection);
  } catch (error) {
    throw explainAwsError(error, connection);
  }
}

async function findDeployment(config: ClientConfig, { stackName }: Connection): Promise<Deployment> {
  const client = new CloudFormationClient(config);
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return readDeployment(Object.fromEntries(outputs.map(one => [one.OutputKey, one.OutputValue])));
}

/** Those of these names, or all where none is given. @throws {CommandError} as renditionNamed. */
export function renditionsNamed(deployment: Deployment, names: string[]): DeployedRendition[] {
  return names.length > 0 ? names.map(name => renditionNamed(deployment, name)) : deployment.renditions;
}

/**
 * As renditionsNamed, of those that are made of each upload.
 * @throws {CommandError} 2 for one of clips, too, which are asked for by themselves.
 */
export function madeOfUploadsNamed(deployment: Deployment, names: string[]): DeployedRendition[] {
  const all = madeOfUploads(deployment);
  if (names.length === 0) return all;
  return names.map(name => {
    const one = renditionNamed(deployment, name);
    if (all.includes(one)) return one;
    throw new CommandError(
      2,
      `"${name}" are clips, which no upload is made into: ask for one by "npx fanreel clip".`,
    );
  });
}

/** @throws {CommandError} 2 for a name the deployment does not have, with the valid ones. */
export function renditionNamed(deployment: Deployment, name: string): DeployedRendition {
  const rendition = deployment.renditions.find(one => one.name === name);
  if (rendition) return rendition;
  const valid = deployment.renditions.map(one => one.name).join(', ');
  throw new CommandError(2, `There is no rendition "${printable(name)}"; this stack has: ${valid}.`);
}
