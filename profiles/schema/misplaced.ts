import { type Containers, graceSecondsOf, type PlacedProfile, USUAL_GRACE_SECONDS } from './containers.ts';

/** A field that does not go together with others. */
export interface Clash {
  path: string[];
  /** Half a sentence. */
  message: string;
}

/** What Fargate has of memory for so many vCPUs, MB, from and to (Amazon ECS guide, "Task CPU and memory"). */
const FARGATE_MEMORY_MB: Record<number, readonly [number, number]> = {
  1: [2_048, 8_192],
  2: [4_096, 16_384],
  4: [8_192, 30_720],
  8: [16_384, 61_440],
  16: [32_768, 122_880],
};

/** Of a task's 200 GiB the image takes one (Amazon ECS guide, "Fargate task ephemeral storage"): who is told of more fills its disk, MB. */
const MAX_FARGATE_SCRATCH_MB = 199 * 1_024;

/**
 * The scheduled look asks the queues of workers on ECS for something, which SQS forgets after six hours: from then on its metrics, by
 * which workers come, are a quarter of an hour late (Amazon SQS guide, "Monitoring queues using CloudWatch").
 */
const MAX_RECONCILE_MINUTES = 300;

/** Why a profile's places do not go together, half a sentence; null where they do. */
export function misplaced({
  compute = 'lambda',
  containers,
  reconcileMinutes,
}: PlacedProfile & { reconcileMinutes: number }): Clash | null {
  const places = typeof compute === 'string' ? [compute] : Object.values(compute);
  if (!containers) {
    const needed = places.some(place => place !== 'lambda');
    return needed
      ? {
          path: ['containers'],
          message: 'says how large a worker is, and has to be there where renditions are made in containers',
        }
      : null;
  }
  if (![...places, containers.longJobs].includes('ecs')) return null;
  return notOnFargate(containers) ?? forgotten(reconcileMinutes);
}

function forgotten(reconcileMinutes: number) {
  if (reconcileMinutes <= MAX_RECONCILE_MINUTES) return null;
  return {
    path: ['reconcileMinutes'],
    message: `is ${MAX_RECONCILE_MINUTES} at most where workers run on ECS, whose queues are asked by that look, so that SQS goes on telling how many messages wait`,
  };
}

function notOnFargate(containers: Containers) {
  const { vcpus, memoryMb, scratchMb } = containers;
  if (graceSecondsOf(containers) > USUAL_GRACE_SECONDS) {
    return {
      path: ['containers', 'graceSeconds'],
      message: `ECS gives a worker ${USUAL_GRACE_SECONDS} s at most`,
    };
  }
  if (scratchMb > MAX_FARGATE_SCRATCH_MB) {
    return {
      path: ['containers', 'scratchMb'],
      message: `Fargate has 200 GiB at most, of which the image takes one: give ${MAX_FARGATE_SCRATCH_MB} MB or less`,
    };
  }
  const [least, most] = FARGATE_MEMORY_MB[vcpus] ?? [0, 0];
  const step = vcpus >= 16 ? 8_192 : vcpus >= 8 ? 4_096 : 1_024;
  if (memoryMb >= least && memoryMb <= most && (memoryMb - least) % step === 0) return null;
  return {
    path: ['containers', 'memoryMb'],
    message: `Fargate has from ${least} to ${most} MB in steps of ${step} for ${vcpus} cores`,
  };
}
