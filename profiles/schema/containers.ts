import { z } from 'zod';

/** Where a rendition's queue is worked. */
export const COMPUTE = ['lambda', 'ecs', 'kubernetes'] as const;

export type Compute = (typeof COMPUTE)[number];

/** A message stays with one worker for 12 hours at most (SQS, "visibility timeout"); an hour of it is left for what goes wrong. */
export const MAX_TIMEOUT_SECONDS = 39_600;

/** ECS waits no longer for a task that is told to end (`stopTimeout` on Fargate), nor does AWS for what it takes back of Spot. */
export const USUAL_GRACE_SECONDS = 120;

/** Of all renditions, or of some by name; any other is made by its function. */
export const computeSchema = z
  .union([z.enum(COMPUTE), z.record(z.string(), z.enum(COMPUTE))], {
    error: `expected one of ${COMPUTE.map(one => `"${one}"`).join('|')}, or one of them by each rendition's name`,
  })
  .describe(
    'Where renditions are made: `lambda`, or containers on `ecs` (Fargate) or `kubernetes`; of all, or by their names, where any other is `lambda`. MediaConvert takes what is too long in either case. Without it `lambda`.',
  );

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

/** As registries and clusters take one: no blanks, nothing that a shell or YAML would read otherwise. */
export const IMAGE_REFERENCE = /^\w[\w.:/@-]*$/;

/** A worker, and how many there may be. */
export const containersSchema = z.strictObject({
  vcpus: z
    .literal([1, 2, 4, 8, 16])
    .describe('Cores of a worker, as Fargate has them; on Kubernetes its request.'),
  memoryMb: z
    .int()
    .min(1_024)
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
    .regex(IMAGE_REFERENCE, 'a reference such as registry.example.com/fanreel@sha256:...')
    .optional()
    .describe(
      'Of the workers, in a registry, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/fanreel@sha256:...`. Without it `cdk deploy` builds it; Kubernetes needs one.',
    ),
});

export type Containers = z.infer<typeof containersSchema>;

/** What of a profile says where renditions are made. */
export interface PlacedProfile {
  compute?: z.infer<typeof computeSchema> | undefined;
  containers?: Containers | undefined;
}

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
