import { clusterLabels, RENDITION_LABEL, workersName } from '../contract/compute/clusterNames.ts';
import { IMAGE_LAYOUT, WORKER_PORT } from '../contract/compute/imageLayout.ts';
import { workerVariables } from '../contract/compute/workerVariables.ts';
import type { Crew, Fleet } from './fleet.ts';
import { IDLE_SECONDS, MAX_AGE_SECONDS } from './numbers.ts';
import { envOf, mebibytes, securePod } from './securePod.ts';

/** What the node keeps of a container's output counts as its storage: five files of 10 MB, and room for one that is being rotated. */
const LOGS_MB = 100;

/** Both rather end a pod than leave a node half empty, which costs an encode each time; on a node that is drained it has its grace time. */
const STAYS = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true',
};

/** Read by a Prometheus that looks for them, and by nobody else. A PodMonitor cannot be applied where its operator is not. */
const SCRAPED = {
  'prometheus.io/scrape': 'true',
  'prometheus.io/port': String(WORKER_PORT),
  'prometheus.io/path': '/metrics',
};

/** A worker's pod. */
export function workerPod(crew: Crew, fleet: Fleet) {
  const { rendition, variables, containers, graceSeconds } = crew;
  const { vcpus, memoryMb, scratchMb, architecture, spot } = containers;
  const size = {
    cpu: String(vcpus),
    memory: mebibytes(memoryMb),
    'ephemeral-storage': mebibytes(scratchMb + LOGS_MB),
  };
  return {
    metadata: {
      labels: { ...clusterLabels(fleet.stack, 'worker'), [RENDITION_LABEL]: rendition },
      annotations: { ...STAYS, ...SCRAPED },
    },
    spec: {
      ...securePod({
        serviceAccountName: workersName(fleet.stack, rendition),
        architecture,
        scratchMb,
        container: {
          name: 'worker',
          image: fleet.image,
          command: [...IMAGE_LAYOUT.worker],
          env: envOf({
            ...workerVariables(variables, containers, {
              bundle: IMAGE_LAYOUT.bundle,
              idleSeconds: IDLE_SECONDS,
              maxAgeSeconds: MAX_AGE_SECONDS,
              graceSeconds,
              port: WORKER_PORT,
            }),
            FFMPEG_BIN: IMAGE_LAYOUT.ffmpeg,
            // What Lambda tells by itself.
            AWS_REGION: fleet.region,
            TMPDIR: IMAGE_LAYOUT.scratch,
          }),
          ports: [{ name: 'metrics', containerPort: WORKER_PORT, protocol: 'TCP' }],
          ...probes(),
          // As much as is asked for: what a job takes is predicted by it, and who has that much is the last to be evicted.
          resources: { requests: size, limits: size },
        },
      }),
      // A worker that died leaves its message to the next one, and is not started again.
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: graceSeconds,
      ...(spot && { affinity: onSpot() }),
    },
  };
}

/**
 * The ports answer while ffmpeg has all cores, only later. A worker that stands still for two minutes is ended: its lease is over by
 * then, and somebody else has its job.
 */
function probes() {
  const patient = { timeoutSeconds: 10, periodSeconds: 20, failureThreshold: 6 };
  return {
    livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' }, ...patient },
    readinessProbe: {
      httpGet: { path: '/readyz', port: 'metrics' },
      timeoutSeconds: 5,
      periodSeconds: 10,
    },
  };
}

/** Where there is spare capacity, by the names of Karpenter and of EKS's own node groups; else on any node. */
function onSpot() {
  const terms = { 'karpenter.sh/capacity-type': 'spot', 'eks.amazonaws.com/capacityType': 'SPOT' };
  return {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: Object.entries(terms).map(([key, value]) => ({
        weight: 100,
        preference: { matchExpressions: [{ key, operator: 'In' as const, values: [value] }] },
      })),
    },
  };
}
