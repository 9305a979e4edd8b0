import { ACCOUNT, arn, REGION } from '../../emulator/index.ts';
import type { Identity } from './resolve.ts';

/** CloudFormation's own names, as they are on this machine. */
export function pseudoParameters(stackName: string): Map<string, Identity> {
  const values: Record<string, string> = {
    'AWS::AccountId': ACCOUNT,
    'AWS::NoValue': 'AWS::NoValue',
    'AWS::Partition': 'aws',
    'AWS::Region': REGION,
    'AWS::StackId': arn('cloudformation', `stack/${stackName}/local`),
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return new Map(Object.entries(values).map(([name, ref]) => [name, { ref, attributes: {} }]));
}
