import { ACCOUNT, arn, REGION } from '../../emulator/index.ts';
import { ConfigError } from '../../failures/configError.ts';
import type { Identity } from './resolve.ts';
import type { Resource } from './stack.ts';

/** How each resource type that the runtime brings to life is known: the property with its name, `Ref`, attributes. */
const IDENTIFIERS: Record<string, (name: string, endpoint: string) => Identity> = {
  'AWS::DynamoDB::GlobalTable': tableIdentity,
  'AWS::DynamoDB::Table': tableIdentity,
  'AWS::Events::Rule': name => ({ ref: name, attributes: { Arn: arn('events', `rule/${name}`) } }),
  'AWS::IAM::Role': name => ({
    ref: name,
    attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, RoleId: name },
  }),
  'AWS::Lambda::Function': name => ({ ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } }),
  'AWS::Logs::LogGroup': name => ({ ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } }),
  'AWS::S3::Bucket': name => ({
    ref: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
    },
  }),
  'AWS::SNS::Topic': name => ({
    ref: arn('sns', name),
    attributes: { TopicArn: arn('sns', name), TopicName: name },
  }),
  'AWS::SQS::Queue': (name, endpoint) => ({
    ref: `${endpoint}/${ACCOUNT}/${name}`,
    attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: `${endpoint}/${ACCOUNT}/${name}` },
  }),
};

const NAME_PROPERTIES = [
  'BucketName',
  'QueueName',
  'TopicName',
  'TableName',
  'FunctionName',
  'RoleName',
  'LogGroupName',
  'Name',
];

/**
 * Means nothing on one machine: who may do what, who is told, how it is watched, CDK's own helpers, and where containers run on AWS: here
 * the fleet works their queues, with what their functions are told.
 */
const MEANINGLESS = new Set([
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::EC2::EIP',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECS::Cluster',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::Lambda::Permission',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
  'AWS::XRay::ResourcePolicy',
]);

/** Brought to life by what they join; nothing refers to them. */
const CONNECTIONS = new Set([
  'AWS::Lambda::EventSourceMapping',
  'AWS::SNS::Subscription',
  'Custom::S3BucketNotifications',
]);

/**
 * Gives a resource its name on this machine.
 * @throws {ConfigError} naming a resource type that the runtime neither runs nor may leave out.
 */
export function identify({ id, type, properties }: Resource, endpoint: string): Identity {
  if (MEANINGLESS.has(type) || CONNECTIONS.has(type)) return { ref: id, attributes: {} };
  const identifier = IDENTIFIERS[type];
  if (!identifier) {
    throw new ConfigError(`The embedded runtime does not know the resource type ${type} (${id}).`);
  }
  const given = NAME_PROPERTIES.map(property => properties[property]).find(name => typeof name === 'string');
  return identifier((given as string | undefined) ?? id.toLowerCase(), endpoint);
}

function tableIdentity(name: string): Identity {
  return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } };
}
