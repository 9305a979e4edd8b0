import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly prefix: string;
  readonly email?: string;
}

/** The topic that alarms go to, with the profile's address, if it has one, as a subscriber. */
export function alarmTopic(scope: Construct, props: AlarmTopicProps): Topic {
  const topic = new Topic(scope, 'Alarms', { topicName: `${props.prefix}-alarms`, enforceSSL: true });
  const stack = Stack.of(scope);
  // A topic with a policy of its own loses the default one, by which the account's alarms could publish.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: {
        ArnLike: {
          'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }),
        },
        StringEquals: { 'aws:SourceAccount': stack.account },
      },
    }),
  );
  if (props.email) topic.addSubscription(new EmailSubscription(props.email));
  return topic;
}
