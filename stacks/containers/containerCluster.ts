import { Validations } from 'aws-cdk-lib';
import { Cluster, type ContainerImage, ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Containers } from '../../profiles/schema/containers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { ContainerNetwork } from './containerNetwork.ts';
import { tellTrouble } from './tellTrouble.ts';
import { workerImage } from './workerImage.ts';

export interface ContainerClusterProps {
  readonly profile: Profile;
  readonly containers: Containers;
  /** Who hears of trouble. */
  readonly topic: ITopic;
}

/** What all renditions' workers on ECS share: network, cluster, image. A cluster of Fargate has no machines, and costs nothing. */
export class ContainerCluster extends Construct {
  readonly cluster: Cluster;
  readonly network: ContainerNetwork;
  readonly image: ContainerImage;

  constructor(scope: Construct, id: string, { profile, containers, topic }: ContainerClusterProps) {
    super(scope, id);
    this.network = new ContainerNetwork(this, 'Network', profile);
    this.cluster = new Cluster(this, 'Cluster', {
      clusterName: profile.prefix,
      vpc: this.network.vpc,
      enableFargateCapacityProviders: true,
      containerInsightsV2: ContainerInsights.DISABLED,
    });
    Validations.of(this.cluster).acknowledge({
      id: 'AwsSolutions-ECS4',
      reason:
        "Container Insights costs by the metric and the task; what is needed, workers tell by fanreel's own metrics.",
    });
    tellTrouble(this, profile.prefix, topic);
    this.image = workerImage(this, containers);
  }
}
