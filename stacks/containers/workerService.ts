import { ArnFormat, Stack } from 'aws-cdk-lib';
import {
  AvailabilityZoneRebalancing,
  type CapacityProviderStrategy,
  FargatePlatformVersion,
  FargateService,
} from 'aws-cdk-lib/aws-ecs';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allowPattern } from '../rules/allow.ts';
import type { ContainerCluster } from './containerCluster.ts';
import type { WorkerTask } from './workerTask.ts';

export interface WorkerServiceProps {
  readonly serviceName: string;
  readonly cluster: ContainerCluster;
  readonly task: WorkerTask;
  readonly spot: boolean;
}

/**
 * The service that keeps as many workers as scaling says. A new version's workers come before old ones go, of which those with a message
 * stay until it is done: they are protected. A version of which none starts is taken back.
 */
export function workerService(scope: Construct, id: string, props: WorkerServiceProps): FargateService {
  const { serviceName, task } = props;
  const { cluster, network } = props.cluster;
  allowProtection(task.role, cluster.clusterName, Stack.of(scope));
  const service = new FargateService(scope, id, {
    serviceName,
    cluster,
    taskDefinition: task.definition,
    platformVersion: FargatePlatformVersion.VERSION1_4,
    // No desired count: the first deployment starts one worker, which shows that the image runs, and no later one changes what scaling
    // has made of it.
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { enable: true, rollback: true },
    capacityProviderStrategies: providers(props.spot),
    vpcSubnets: { subnetGroupName: 'workers' },
    securityGroups: [network.securityGroup],
    assignPublicIp: false,
    // It would end workers that wait, to have as many in each zone.
    availabilityZoneRebalancing: AvailabilityZoneRebalancing.DISABLED,
  });
  // A task that starts before there is a way out, or before it may fetch its image, cannot, and the circuit breaker counts it.
  service.node.addDependency(network, task);
  // Nor is a service created before its cluster knows the providers of its capacity, which ECS gives up only once the service is gone.
  service.node.addDependency(cluster);
  return service;
}

/**
 * ECS deals tasks out by weight and waits for each of them where it was dealt to: it never starts on demand what Spot has no room for.
 * So that a queue never stands still, the first worker and one in ten of the others are on demand.
 */
function providers(spot: boolean): CapacityProviderStrategy[] {
  if (!spot) return [{ capacityProvider: 'FARGATE', weight: 1 }];
  return [
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 9 },
  ];
}

/** A worker keeps ECS from ending it while it has a message, through the agent, which asks with the worker's own role. */
function allowProtection(role: Role, clusterName: string, stack: Stack): void {
  allowPattern(role, {
    actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'],
    pattern: stack.formatArn({
      ...{ service: 'ecs', resource: 'task', resourceName: `${clusterName}/*` },
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
    reason: 'ECS makes up the ids of tasks; a worker can name none but its own to the agent.',
  });
}
