import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { dashboardName, workersName } from '../../contract/compute/clusterNames.ts';
import type { DeployedCluster } from '../../contract/deployment.ts';
import { type Containers, containersOn, namespaceOf } from '../../profiles/schema/containers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { allowInContainers } from '../functions/allowMaking.ts';
import type { RenditionBranch } from '../functions/renditionBranch.ts';
import { allowOperating, type Operating } from './allowOperating.ts';
import { podRole } from './podRole.ts';

export interface ClusterAccessProps extends Operating {
  readonly profile: Profile;
  readonly containers: Containers;
}

/** Who may do what in a Kubernetes cluster: each rendition's workers what its function may, the dashboard what its buttons do, KEDA look. */
export class ClusterAccess extends Construct {
  /** What manifests name of it. */
  readonly told: DeployedCluster;
  /** Of the workers of a rendition by its name. */
  readonly workers: ReadonlyMap<string, Role>;

  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id);
    const { profile, containers } = props;
    const theirs = props.renditions.filter(({ name }) => containersOn(profile, name) === 'kubernetes');
    this.workers = new Map(theirs.map(branch => [branch.name, this.#workerRole(branch, containers)]));
    this.told = {
      namespace: namespaceOf(containers),
      identity: containers.cluster?.oidcIssuer === undefined ? 'pod-identity' : 'irsa',
      dashboardRoleArn: this.#dashboardRole(props).roleArn,
      queuesPolicyArn: this.#queuesPolicy(theirs).managedPolicyArn,
    };
  }

  #workerRole({ name, making }: RenditionBranch, containers: Containers): Role {
    const role = podRole(this, `Workers-${name}`, {
      containers,
      serviceAccount: workersName(Stack.of(this).stackName, name),
    });
    allowInContainers(role, making);
    return role;
  }

  #dashboardRole(props: ClusterAccessProps): Role {
    const role = podRole(this, 'Dashboard', {
      containers: props.containers,
      serviceAccount: dashboardName(Stack.of(this).stackName),
    });
    allowOperating(role, props);
    return role;
  }

  /** KEDA has a role of its own for all that it looks at in a cluster: this is added to it. */
  #queuesPolicy(renditions: RenditionBranch[]): ManagedPolicy {
    return new ManagedPolicy(this, 'Queues', {
      description: 'Lets KEDA see how many messages wait',
      statements: [
        new PolicyStatement({
          actions: ['sqs:GetQueueAttributes'],
          resources: renditions.map(({ making }) => making.contained.queueArn),
        }),
      ],
    });
  }
}
