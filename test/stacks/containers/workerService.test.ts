import { beforeAll, describe, expect, it } from 'vitest';
import { type Synthesized, synthesize } from '../support/synthesize.ts';
import { CONTAINERS, onEcs, only } from './onEcs.ts';

let stack: Synthesized;
let service: Record<string, unknown>;

beforeAll(async () => {
  stack = await onEcs();
  [, service] = only(stack, 'AWS::ECS::Service');
});

describe('the service', () => {
  it('leaves its number of workers to scaling, and starts the new before it ends the old', () => {
    expect(service).not.toHaveProperty('DesiredCount');
    expect(service.DeploymentConfiguration).toMatchObject({
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
    });
    expect(service.AvailabilityZoneRebalancing).toBe('DISABLED');
  });

  it('runs on demand where the profile says nothing of spot', () => {
    expect(service.CapacityProviderStrategy).toEqual([{ CapacityProvider: 'FARGATE', Weight: 1 }]);
  });

  it('on spot has its first worker on demand, and one in ten of the others', async () => {
    const [, onSpot] = only(await onEcs({ spot: true }), 'AWS::ECS::Service');
    expect(onSpot.CapacityProviderStrategy).toEqual([
      { Base: 1, CapacityProvider: 'FARGATE', Weight: 1 },
      { CapacityProvider: 'FARGATE_SPOT', Weight: 9 },
    ]);
  });

  it('is started once there is a way out of its network', () => {
    const ways = stack.all('AWS::EC2::Route').map(([id]) => id);
    expect(ways.length).toBeGreaterThan(0);
    expect(waitsFor()).toEqual(expect.arrayContaining(ways));
  });

  it('is created once its cluster has the capacity that it asks for, and is gone before that is', () => {
    const [associations] = only(stack, 'AWS::ECS::ClusterCapacityProviderAssociations');
    expect(waitsFor()).toContain(associations);
  });

  it('is started once its tasks may do all that they need', () => {
    const { TaskRoleArn, ExecutionRoleArn } = only(stack, 'AWS::ECS::TaskDefinition')[1];
    for (const role of [TaskRoleArn, ExecutionRoleArn] as { 'Fn::GetAtt': [string] }[]) {
      const policies = stack
        .all('AWS::IAM::Policy')
        .filter(([, { Properties }]) =>
          (Properties.Roles as { Ref: string }[]).some(({ Ref }) => Ref === role['Fn::GetAtt'][0]),
        )
        .map(([id]) => id);
      expect(policies).not.toEqual([]);
      expect(waitsFor()).toEqual(expect.arrayContaining(policies));
    }
  });

  function waitsFor(): string[] {
    const [, { DependsOn = [] } = {}] = stack.all('AWS::ECS::Service')[0] ?? [];
    return DependsOn;
  }
});

describe('the network', () => {
  it('has workers in private subnets of two zones, whom nobody asks', () => {
    const { Subnets, AssignPublicIp } = (service.NetworkConfiguration as Network).AwsvpcConfiguration;
    expect(Subnets).toHaveLength(2);
    expect(AssignPublicIp).toBe('DISABLED');
    const zones = stack.all('AWS::EC2::Subnet').filter(([id]) => Subnets.some(({ Ref }) => Ref === id));
    expect(zones.map(([, { Properties }]) => Properties.MapPublicIpOnLaunch)).toEqual([false, false]);
    expect(new Set(zones.map(([, { Properties }]) => JSON.stringify(Properties.AvailabilityZone))).size).toBe(
      2,
    );
    const [, group] = only(stack, 'AWS::EC2::SecurityGroup');
    expect(group).not.toHaveProperty('SecurityGroupIngress');
    expect(stack.all('AWS::EC2::SecurityGroupIngress')).toEqual([]);
  });

  it('has gateway endpoints on the way to S3 and DynamoDB, so that no video passes the NAT gateway', () => {
    const endpoints = stack.all('AWS::EC2::VPCEndpoint').map(([, { Properties }]) => Properties);
    const names = endpoints.map(({ ServiceName }) => stack.text(ServiceName).split('.').at(-1));
    expect(names.sort()).toEqual(['dynamodb', 's3']);
    const { Subnets } = (service.NetworkConfiguration as Network).AwsvpcConfiguration;
    for (const { VpcEndpointType, RouteTableIds } of endpoints) {
      expect(VpcEndpointType).toBe('Gateway');
      expect(RouteTableIds).toEqual(expect.arrayContaining(Subnets.map(routeTableOf)));
    }
  });

  it('has one NAT gateway', () => {
    only(stack, 'AWS::EC2::NatGateway');
  });

  function routeTableOf({ Ref: subnet }: { Ref: string }): unknown {
    const found = stack
      .all('AWS::EC2::SubnetRouteTableAssociation')
      .find(([, { Properties }]) => (Properties.SubnetId as { Ref: string }).Ref === subnet);
    return found?.[1].Properties.RouteTableId;
  }
});

describe('the cluster', () => {
  it('costs nothing by itself, and says on the topic of the alarms what goes wrong with its services', () => {
    const [, cluster] = only(stack, 'AWS::ECS::Cluster');
    expect(cluster.ClusterSettings).toEqual([{ Name: 'containerInsights', Value: 'disabled' }]);
    const description = "What goes wrong with fanreel's workers, as ECS tells it";
    const [, { Properties }] = stack.one('AWS::Events::Rule', 'Description', description);
    const { EventPattern, Targets } = Properties as unknown as TroubleRule;
    expect(EventPattern.detail).toEqual({ eventType: ['WARN', 'ERROR'] });
    expect(EventPattern.resources.map(({ prefix }) => stack.text(prefix))).toEqual([
      expect.stringMatching(/:ecs:.*:service\/fanreel\/$/),
    ]);
    const [topic] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-alarms');
    expect(Targets.map(({ Arn }) => stack.text(Arn))).toEqual([`<${topic}>`]);
    expect(Targets[0]?.InputTransformer.InputTemplate).toContain('aws ecs describe-services');
  });

  it('is not there where nobody runs in it', async () => {
    const without = await synthesize({ profile: { containers: CONTAINERS } });
    for (const type of ['AWS::ECS::Cluster', 'AWS::EC2::VPC']) expect(without.all(type)).toEqual([]);
  });
});

describe('the alarms', () => {
  it('tell where messages wait and no worker comes', () => {
    const [, { Properties }] = stack.one('AWS::CloudWatch::Alarm', 'AlarmName', 'fanreel-720p-no-workers');
    expect(Properties.AlarmDescription).toMatch(
      /describe-services --cluster fanreel --services fanreel-720p/,
    );
    expect(String(Properties.AlarmDescription).length).toBeLessThanOrEqual(1_024);
  });
});

interface TroubleRule {
  EventPattern: { detail: object; resources: { prefix: unknown }[] };
  Targets: { Arn: unknown; InputTransformer: { InputTemplate: string } }[];
}

interface Network {
  AwsvpcConfiguration: { Subnets: { Ref: string }[]; AssignPublicIp: string };
}
