import { Construct } from 'constructs';
import { IMAGE_LAYOUT, WORKER_PORT } from '../../contract/compute/imageLayout.ts';
import { workerVariables } from '../../contract/compute/workerVariables.ts';
import { type Containers, graceSecondsOf, messagesAWorkerOf } from '../../profiles/schema/containers.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { allowInContainers } from '../functions/allowMaking.ts';
import type { RenditionBranch } from '../functions/renditionBranch.ts';
import type { Alarms } from '../watch/alarms.ts';
import type { ContainerCluster } from './containerCluster.ts';
import { noWorkers } from './noWorkers.ts';
import { WorkerScaling } from './workerScaling.ts';
import { workerService } from './workerService.ts';
import { WorkerTask } from './workerTask.ts';

export interface RenditionWorkersProps {
  readonly profile: Profile;
  readonly containers: Containers;
  readonly cluster: ContainerCluster;
  readonly branch: RenditionBranch;
  readonly alarms: Alarms;
}

/**
 * ECS ends no worker that has a message, and one that finds the next message at once is hardly ever without. After so long it takes
 * nothing new, seconds, and ECS starts another one in its place: of the newest version.
 */
const MAX_AGE_SECONDS = 3_600;

/** The workers of one rendition on ECS: what its function is told, and may do, in containers, as many as its queue asks for. */
export class RenditionWorkers extends Construct {
  constructor(scope: Construct, id: string, props: RenditionWorkersProps) {
    super(scope, id);
    const { profile, containers, cluster, branch, alarms } = props;
    const { name, making } = branch;
    const queue = making.contained;
    const { prefix } = profile;
    const family = `${prefix}-${name}`;
    const task = new WorkerTask(this, 'Worker', {
      ...{ containers, family, image: cluster.image, logGroup: branch.transcode.logGroup },
      variables: workerVariables(
        branch.transcode.variables,
        { queueUrl: queue.queueUrl },
        {
          bundle: IMAGE_LAYOUT.bundle,
          idleSeconds: 0, // scaling ends those that wait
          maxAgeSeconds: MAX_AGE_SECONDS,
          graceSeconds: graceSecondsOf(containers),
          port: WORKER_PORT,
        },
      ),
    });
    allowInContainers(task.role, making);
    const spot = containers.spot ?? false;
    const service = workerService(this, 'Service', { serviceName: family, cluster, task, spot });
    const limits = { maxWorkers: containers.maxWorkers, messagesAWorker: messagesAWorkerOf(containers) };
    new WorkerScaling(this, 'Scaling', { prefix, rendition: name, queue, service, limits });
    noWorkers(alarms, name, queue);
  }
}
