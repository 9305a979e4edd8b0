import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Profile } from '../../profiles/schema/profile.ts';
import { removalPolicy } from '../rules/removalPolicy.ts';

/** In each zone: a worker has an address of its own, and a rolling deployment has two for each. */
const PRIVATE_MASK = 20;

/** It holds the NAT gateway and nothing else; AWS takes no smaller one. */
const PUBLIC_MASK = 28;

/**
 * Where workers run: private subnets in two zones. Videos, the ledger and the layers of the image come by gateway endpoints, which cost
 * nothing; queues, logs and the rest of AWS by one NAT gateway, which costs less than an endpoint in each zone for each of these
 * services. Where the zone of the NAT gateway fails, workers of both take no messages until it is back, and lose none.
 */
export class ContainerNetwork extends Construct {
  readonly vpc: Vpc;
  /** Of workers: nobody reaches them. */
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, profile: Profile) {
    super(scope, id);
    this.vpc = new Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 1,
      subnetConfiguration: [
        { name: 'workers', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: PRIVATE_MASK },
        { name: 'nat', subnetType: SubnetType.PUBLIC, cidrMask: PUBLIC_MASK, mapPublicIpOnLaunch: false },
      ],
      gatewayEndpoints: {
        S3: { service: GatewayVpcEndpointAwsService.S3 },
        DynamoDb: { service: GatewayVpcEndpointAwsService.DYNAMODB },
      },
    });
    this.#logRefused(profile);
    this.securityGroup = new SecurityGroup(this, 'Workers', {
      vpc: this.vpc,
      description: 'Workers ask others, and nobody asks them',
      allowAllOutbound: true,
    });
  }

  /** What passes is known; to log each of its connections would cost more than the NAT gateway. */
  #logRefused(profile: Profile): void {
    const logGroup = new LogGroup(this, 'Refused', {
      retention: profile.retention.logDays,
      removalPolicy: removalPolicy(profile),
    });
    const role = new Role(this, 'FlowLogRole', {
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com'),
    });
    this.vpc.addFlowLog('FlowLog', {
      trafficType: FlowLogTrafficType.REJECT,
      destination: FlowLogDestination.toCloudWatchLogs(logGroup, role),
    });
  }
}
