import { z } from 'zod';
import { clusterLabels, RENDITION_LABEL } from '../../../contract/compute/clusterNames.ts';
import type { WorkerPod } from '../../wire/pods.ts';
import { askCluster } from './askCluster.ts';
import type { Cluster } from './inCluster.ts';

/** Of one answer; there may be more of them. */
const LIMIT = 500;

const reasonSchema = z.object({ reason: z.string().optional() });

/** What is read of a pod; clusters of any age tell at least that. */
const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.object({ nodeName: z.string().optional() }).default({}),
  status: z
    .object({
      phase: z.string().default('Unknown'),
      reason: z.string().optional(),
      startTime: z.string().optional(),
      conditions: z.array(z.object({ status: z.string(), reason: z.string().optional() })).default([]),
      containerStatuses: z
        .array(
          z.object({
            state: z
              .object({ waiting: reasonSchema.optional(), terminated: reasonSchema.optional() })
              .default({}),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

const listSchema = z.object({
  metadata: z.object({ continue: z.string().optional() }).default({}),
  items: z.array(podSchema),
});

/** The workers' pods of a stack, by rendition, the newest first. */
export async function readWorkers(cluster: Cluster, stackName: string): Promise<WorkerPod[]> {
  const labelSelector = Object.entries(clusterLabels(stackName, 'worker'))
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const pods: WorkerPod[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({
      labelSelector,
      limit: String(LIMIT),
      ...(next && { continue: next }),
    });
    const answer = await askCluster(cluster, `/api/v1/namespaces/${cluster.namespace}/pods?${query}`);
    const list = listSchema.parse(answer);
    pods.push(...list.items.map(workerOf));
    next = list.metadata.continue;
  } while (next);
  return pods.sort(
    (a, b) =>
      a.rendition.localeCompare(b.rendition, 'en', { numeric: true }) ||
      (b.startedAt ?? '').localeCompare(a.startedAt ?? ''),
  );
}

function workerOf({ metadata, spec, status }: z.infer<typeof podSchema>): WorkerPod {
  const { name, labels, deletionTimestamp } = metadata;
  const reason = reasonOf(status);
  return {
    ...{ name, rendition: labels[RENDITION_LABEL] ?? '' },
    phase: deletionTimestamp === undefined ? status.phase : 'Terminating',
    ...(reason && { reason }),
    ...(status.startTime && { startedAt: status.startTime }),
    ...(spec.nodeName && { node: spec.nodeName }),
  };
}

/** The pod's own, its container's, or why it finds no node. */
function reasonOf({ reason, conditions, containerStatuses }: z.infer<typeof podSchema>['status']) {
  const [{ state } = { state: undefined }] = containerStatuses;
  const ofContainer = state?.waiting?.reason ?? state?.terminated?.reason;
  const ofNode = conditions.find(one => one.status === 'False' && one.reason === 'Unschedulable')?.reason;
  return reason ?? ofContainer ?? ofNode;
}
