import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Says on a topic what ECS says of a cluster's services that is no mere information: tasks that do not start, that find no room (Spot has
 * none), a deployment that failed and went back. Without Container Insights no metric tells that, and none at all tells why.
 */
export function tellTrouble(scope: Construct, clusterName: string, topic: ITopic): void {
  const services = Stack.of(scope).formatArn({
    service: 'ecs',
    resource: 'service',
    resourceName: `${clusterName}/`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  const rule = new Rule(scope, 'Trouble', {
    description: "What goes wrong with fanreel's workers, as ECS tells it",
    eventPattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Service Action', 'ECS Deployment State Change'],
      resources: Match.prefix(services),
      detail: { eventType: ['WARN', 'ERROR'] },
    },
  });
  const name = EventField.fromPath('$.detail.eventName');
  const service = EventField.fromPath('$.resources[0]');
  const message = `Workers are in trouble: ${name} of ${service} at ${EventField.time}. No message is lost by it. The service's events say why: aws ecs describe-services --services ${service} --cluster ${clusterName}.`;
  rule.addTarget(new SnsTopic(topic, { message: RuleTargetInput.fromText(message) }));
}
