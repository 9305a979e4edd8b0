import { Duration, Validations } from 'aws-cdk-lib';
import {
  AwsLogDriverMode,
  Capability,
  type ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { IMAGE_LAYOUT } from '../../contract/compute/imageLayout.ts';
import { type Containers, graceSecondsOf } from '../../profiles/schema/containers.ts';
import { ephemeralGib } from './ephemeralGib.ts';

export interface WorkerTaskProps {
  readonly containers: Containers;
  /** What the task is called: deployment and rendition. */
  readonly family: string;
  readonly image: ContainerImage;
  readonly variables: Record<string, string>;
  /** Of the rendition's function, too: whoever looks for a job's lines looks in one place, wherever it was made. */
  readonly logGroup: ILogGroup;
}

const SCRATCH = 'scratch';

/** A worker's answer takes milliseconds, but ffmpeg has all cores: three times nothing for half a minute is a worker that stands still. */
const HEALTH = { interval: Duration.seconds(60), timeout: Duration.seconds(30), retries: 3 };

/** What one worker is, on Fargate: as little as it can do with. */
export class WorkerTask extends Construct {
  readonly definition: FargateTaskDefinition;
  /** The worker's own. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: WorkerTaskProps) {
    super(scope, id);
    const { containers } = props;
    this.role = this.#role('Role');
    this.definition = new FargateTaskDefinition(this, 'Task', {
      family: props.family,
      cpu: containers.vcpus * 1_024,
      memoryLimitMiB: containers.memoryMb,
      ephemeralStorageGiB: ephemeralGib(containers.scratchMb),
      runtimePlatform: {
        operatingSystemFamily: OperatingSystemFamily.LINUX,
        cpuArchitecture: containers.architecture === 'arm64' ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
      },
      taskRole: this.role,
      executionRole: this.#role('ExecutionRole'),
    });
    this.#addWorker(props);
    this.#acknowledge();
  }

  #role(id: string): Role {
    return new Role(this, id, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  }

  #addWorker({ image, variables, containers, logGroup }: WorkerTaskProps): void {
    const [program = '', ...args] = IMAGE_LAYOUT.worker;
    const linuxParameters = new LinuxParameters(this, 'Linux', {
      // It hands signals on, and takes up what becomes of ffmpeg's children: no worker is the first process of its container.
      initProcessEnabled: true,
    });
    linuxParameters.dropCapabilities(Capability.ALL);
    const container = this.definition.addContainer('worker', {
      image,
      entryPoint: [program],
      command: args,
      environment: { ...variables, TMPDIR: IMAGE_LAYOUT.scratch },
      user: String(IMAGE_LAYOUT.user),
      readonlyRootFilesystem: true,
      linuxParameters,
      stopTimeout: Duration.seconds(graceSecondsOf(containers)),
      healthCheck: { command: ['CMD', ...IMAGE_LAYOUT.health], ...HEALTH },
      // A log that is slow never holds up an encode: lines that find no room are lost.
      logging: LogDrivers.awsLogs({ streamPrefix: 'worker', logGroup, mode: AwsLogDriverMode.NON_BLOCKING }),
    });
    // A bind mount has the owner that the folder has in the image, where the Dockerfile says VOLUME of it.
    this.definition.addVolume({ name: SCRATCH });
    container.addMountPoints({
      containerPath: IMAGE_LAYOUT.scratch,
      sourceVolume: SCRATCH,
      readOnly: false,
    });
  }

  #acknowledge(): void {
    Validations.of(this.definition).acknowledge({
      id: 'AwsSolutions-ECS2',
      reason:
        "The variables are the function's own and hold names and numbers; secrets are read by the worker's role.",
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'A login to ECR is of the account: ecr:GetAuthorizationToken can only be allowed on "*".',
    });
  }
}
