import { z } from 'zod';

/** Where a rendition's queue is worked. */
export const COMPUTE = ['lambda', 'ecs', 'kubernetes'] as const;

export type Compute = (typeof COMPUTE)[number];

/** A message stays with one worker for 12 hours at most (SQS, "visibility timeout"); an hour of it is left for what goes wrong. */
export const MAX_TIMEOUT_SECONDS = 39_600;

/** ECS waits no longer for a task that is told to end (`stopTimeout` on Fargate), nor does AWS for what it takes back of Spot. */
const USUAL_GRACE_SECONDS = 120;

/** Of all renditions, or of some by name; any other is made by its function. */
export const computeSchema = z
  .union([z.enum(COMPUTE), z.record(z.string(), z.enum(COMPUTE))], {
    error: `expected one of ${COMPUTE.map(one => `"${one}"`).join('|')}, or one of them by each rendition's name`,
  })
  .describe(
    'Where renditions are made: `lambda`, or containers on `ecs` (Fargate) or `kubernetes`; of all, or by their names, where any other is `lambda`. MediaConvert takes what is too long in either case. Without it `lambda`.',
  );

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

/** Where on Kubernetes, and how AWS knows who asks. */
const clusterSchema = z.strictObject({
  namespace: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'lower-case letters, digits and dashes, 63 at most')
    .optional()
    .describe('In which workers and the dashboard run, and nobody else. Without it `fanreel`.'),
  oidcIssuer: z
    .string()
    .regex(
      /^https:\/\/[a-z0-9.-]+(?:\/[\w.-]+)*$/,
      'an address such as https://oidc.eks.eu-west-1.amazonaws.com/id/0123ABCD',
    )
    .optional()
    .describe(
      "Who signs the cluster's service accounts, an identity provider of the account (`aws eks describe-cluster`): roles are then for IRSA. Without it they are for EKS pod identity.",
    ),
});

/** A worker, and how many there may be. */
export const containersSchema = z.strictObject({
  vcpus: z
    .literal([1, 2, 4, 8, 16])
    .describe('Cores of a worker, as Fargate has them; on Kubernetes its request.'),
  memoryMb: z
    .int()
    .multipleOf(1_024)
    .describe('MB. Fargate takes from 2 to 8 GB a core, in steps of 1 GB, of 4 for 8 cores and 8 for 16.'),
  scratchMb: z
    .int()
    .min(1_024)
    .max(204_800)
    .describe(
      'Of the one volume that a worker writes to, MB. Fargate gives 20 GB in any case, and 199 GB at most beside the image.',
    ),
  architecture: z.enum(['x86_64', 'arm64']).describe('Of the workers, and so of their ffmpeg.'),
  timeoutSeconds: z
    .int()
    .min(60)
    .max(MAX_TIMEOUT_SECONDS)
    .describe(
      'A job may take so long in a container, seconds; SQS leaves a message with one worker for 12 hours at most.',
    ),
  maxWorkers: z.int().min(1).max(1_000).describe('Workers of one rendition at a time.'),
  messagesAWorker: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('A worker is started for so many messages that wait. Without it 3.'),
  spot: z
    .boolean()
    .optional()
    .describe(
      "Whether workers run on spare capacity, where there is some, at a third of the price; AWS may end them at two minutes' notice. Without it they do not.",
    ),
  graceSeconds: z
    .int()
    .min(10)
    .max(MAX_TIMEOUT_SECONDS)
    .optional()
    .describe(
      `From being told to end until it is killed a worker has so long, seconds; ECS gives ${USUAL_GRACE_SECONDS} at most, and Spot in any case. Without it as much.`,
    ),
  longJobs: z
    .enum(['ecs', 'kubernetes'])
    .optional()
    .describe(
      'Where containers take those jobs that are too long for their function, if that is in time and cheaper than MediaConvert. Without it none do.',
    ),
  cluster: clusterSchema
    .optional()
    .describe('Of those containers that run on Kubernetes. Without it each field as it says.'),
  image: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Of the workers, in a registry, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/fanreel@sha256:...`. Without it `cdk deploy` builds it; Kubernetes needs one.',
    ),
});

export type Containers = z.infer<typeof containersSchema>;

/** What of a profile says where renditions are made. */
interface PlacedProfile {
  compute?: z.infer<typeof computeSchema> | undefined;
  containers?: Containers | undefined;
}

/**
 * The scheduled look asks the queues of workers on ECS for something, which SQS forgets after six hours: from then on its metrics, by
 * which workers come, are a quarter of an hour late (Amazon SQS guide, "Monitoring queues using CloudWatch").
 */
const MAX_RECONCILE_MINUTES = 300;

/** Where a rendition's queue is worked. */
export function computeOf({ compute = 'lambda' }: PlacedProfile, rendition: string): Compute {
  return typeof compute === 'string' ? compute : (compute[rendition] ?? 'lambda');
}

/** Where containers of a rendition run, of all or of its long jobs; undefined where it has none. */
export function containersOn(
  profile: PlacedProfile,
  rendition: string,
): Exclude<Compute, 'lambda'> | undefined {
  const compute = computeOf(profile, rendition);
  return compute === 'lambda' ? profile.containers?.longJobs : compute;
}

/** A worker more for so many messages that wait. */
export function messagesAWorkerOf({ messagesAWorker = 3 }: Containers): number {
  return messagesAWorker;
}

/** From being told to end until it is killed, seconds. */
export function graceSecondsOf({ graceSeconds = USUAL_GRACE_SECONDS }: Containers): number {
  return graceSeconds;
}

/** In which workers and the dashboard run on Kubernetes. */
export function namespaceOf({ cluster }: Containers): string {
  return cluster?.namespace ?? 'fanreel';
}

/** Why a profile's places do not go together, half a sentence; null where they do. */
export function misplaced({
  compute = 'lambda',
  containers,
  reconcileMinutes,
}: PlacedProfile & { reconcileMinutes: number }): { path: string[]; message: string } | null {
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
