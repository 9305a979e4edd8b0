import type { IncomingMessage, ServerResponse } from 'node:http';
import { arn } from './account.ts';
import { answerQuery, answerQueryError } from './query/answerQuery.ts';
import { AwsError } from './query/awsError.ts';
import { readForm } from './query/readForm.ts';
import { element, escapeXml } from './query/writeXml.ts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** The one action that is answered. */
export const cloudFormationAction = 'DescribeStacks';

/** The one stack that this machine runs, as CloudFormation describes it. */
export interface DescribedStack {
  name: string;
  outputs: Record<string, string>;
  createdAt: Date;
}

/** CloudFormation's DescribeStacks, so that clients find this deployment the way they find one on AWS. */
export function cloudFormationHandler(stack: DescribedStack) {
  return (_request: IncomingMessage, response: ServerResponse, body: Buffer): void => {
    const { Action: action, StackName: name } = readForm(body.toString());
    if (action !== cloudFormationAction) {
      refuse(response, 'InvalidAction', `The action ${action} is not one the embedded CloudFormation knows.`);
    } else if (name !== undefined && name !== stack.name && name !== stackId(stack)) {
      refuse(response, 'ValidationError', `Stack with id ${name} does not exist`);
    } else {
      answerQuery(response, { action, namespace: NAMESPACE, members: element('Stacks', describe(stack)) });
    }
  };
}

function describe(stack: DescribedStack): string {
  const outputs = Object.entries(stack.outputs).map(([key, value]) =>
    element('member', element('OutputKey', escapeXml(key)) + element('OutputValue', escapeXml(value))),
  );
  const fields = [
    element('StackName', escapeXml(stack.name)),
    element('StackId', escapeXml(stackId(stack))),
    element('StackStatus', 'CREATE_COMPLETE'),
    element('CreationTime', stack.createdAt.toISOString()),
    element('Outputs', outputs.join('')),
  ];
  return element('member', fields.join(''));
}

function stackId({ name }: DescribedStack): string {
  return arn('cloudformation', `stack/${name}/local`);
}

function refuse(response: ServerResponse, code: string, message: string): void {
  answerQueryError(response, NAMESPACE, new AwsError({ code, message }));
}
