import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-xray';
import type { Construct } from 'constructs';

/**
 * Lets the deployment's topics write their part of a trace. By API and CloudFormation a topic's active tracing comes
 * without this leave; only the console grants it unasked.
 */
export function snsTracing(scope: Construct, prefix: string): void {
  const stack = Stack.of(scope);
  const document = new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
        resources: ['*'], // X-Ray's policies know no other
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          StringLike: { 'aws:SourceArn': stack.formatArn({ service: 'sns', resource: `${prefix}-*` }) },
        },
      }),
    ],
  });
  new CfnResourcePolicy(scope, 'SnsTracing', {
    policyName: `${prefix}-sns-tracing`,
    policyDocument: stack.toJsonString(document.toJSON()),
  });
}
