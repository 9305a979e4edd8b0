import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type Deployment, readDeployment } from '../../../contract/deployment.ts';
import { ConfigError } from '../../../failures/configError.ts';
import type { Connection } from '../../aws/connection.ts';
import { about, type Finding } from './finding.ts';

/** A stack that answers; null where there is none, or it is not whole. */
export interface FoundStack {
  finding: Finding;
  deployment: Deployment | null;
}

const WHOLE = /^(CREATE|UPDATE|IMPORT)_COMPLETE$|^UPDATE_ROLLBACK_COMPLETE$/;

/** Looks for the stack. @throws what the SDK throws where nothing answers. */
export async function findStack({ clientConfig, stackName, endpoint }: Connection): Promise<FoundStack> {
  const stack = about('stack');
  const deploy =
    endpoint === null ? 'deploy it with "npx cdk deploy -c profile=NAME"' : 'start it with "npm start"';
  const client = new CloudFormationClient(clientConfig);
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const [{ StackStatus = 'unknown', Outputs = [] } = {}] = Stacks ?? [];
    const outputs = Object.fromEntries(Outputs.map(one => [one.OutputKey, one.OutputValue]));
    return { finding: stateFinding(stackName, StackStatus), deployment: readDeployment(outputs) };
  } catch (error) {
    if (error instanceof ConfigError) return { finding: stack.fail(error.message, deploy), deployment: null };
    if (!(error instanceof Error) || !/does not exist/.test(error.message)) throw error;
    const mend = `${deploy}, or name another with --stack`;
    return { finding: stack.fail(`there is none called "${stackName}"`, mend), deployment: null };
  }
}

function stateFinding(name: string, status: string): Finding {
  const stack = about('stack');
  if (WHOLE.test(status)) return stack.ok(`${name} is ${status}`);
  if (status.endsWith('_IN_PROGRESS')) return stack.warn(`${name} is ${status}`, 'wait until it is over');
  return stack.fail(
    `${name} is ${status}`,
    "read the stack's events in CloudFormation, mend the cause, deploy again",
  );
}
