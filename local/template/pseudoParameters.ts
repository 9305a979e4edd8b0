import type { Identity } from './resolve.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** CloudFormation's own names, as they are on this machine. */
export function pseudoParameters(stackName: string): Map<string, Identity> {
  const values: Record<string, string> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::NoValue': 'AWS::NoValue',
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stackName}/local`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return new Map(Object.entries(values).map(([name, ref]) => [name, { ref, attributes: {} }]));
}

/** An ARN in the embedded account. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}
