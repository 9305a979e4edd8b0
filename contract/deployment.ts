import { z } from 'zod';
import { ConfigError } from '../failures/configError.ts';
import { wishSettingsSchema } from './wishes/wishSettings.ts';

/** Where clips' recordings are, and how one is found. */
const recordingsSchema = z.object({
  by: z.enum(['key', 'api']),
  bucket: z.string().min(1),
  /** Of keys, the newest form first; absent where an API tells them, as the next three. */
  templates: z.array(z.string()).optional(),
  timeZone: z.string().optional(),
  longestSeconds: z.number().optional(),
  /** Absent where any camera is taken. */
  cameras: z.array(z.string()).optional(),
});

const renditionSchema = z.object({
  name: z.string().min(1),
  queueUrl: z.url(),
  dlqUrl: z.url(),
  dlqArn: z.string().startsWith('arn:'),
  /** Where SNS puts what it cannot deliver to the queue. */
  subscriptionDlqUrl: z.url(),
  /** Where its function puts jobs that are too long for it; absent where no containers take them. */
  longQueueUrl: z.url().optional(),
  /** Whether containers take all of its messages, while its function stands by; absent where they do not. */
  isContained: z.literal(true).optional(),
  /** Output bucket. */
  bucket: z.string().min(1),
  /** Function name. */
  function: z.string().min(1),
  /** Where it prints to; absent of a stack that was deployed before it was told. */
  logGroup: z.string().min(1).optional(),
  /** Of the preset as it is deployed; absent of a stack that was deployed before it was told, as the next. */
  presetHash: z.string().min(1).optional(),
  /** Of the code that makes it. */
  codeVersion: z.string().min(1).optional(),
  /** Of a video; null for images. */
  container: z.string().nullable().optional(),
  kind: z.enum(['video', 'image', 'clip']).optional(),
  /** Of clips. */
  recordings: recordingsSchema.optional(),
  /** Of its workers on Kubernetes; absent where it has none. */
  podRoleArn: z.string().startsWith('arn:').optional(),
});

/** Where webhooks are added, and have something delivered. */
const webhooksSchema = z.object({
  table: z.string().min(1),
  queueUrl: z.url(),
  dlqUrl: z.url(),
  /** What the names of their secrets begin with; their ids follow. */
  secretsPrefix: z.string().min(1),
  /** After how many days a delivery is forgotten. */
  days: z.number(),
});

/** Who may do what in a cluster. */
const clusterSchema = z.object({
  namespace: z.string().min(1),
  /** How AWS knows whose pods ask: by the cluster's signature, or by associations that EKS keeps. */
  identity: z.enum(['irsa', 'pod-identity']),
  dashboardRoleArn: z.string().startsWith('arn:'),
  /** Lets whoever it is attached to see how many messages wait. */
  queuesPolicyArn: z.string().min(1),
});

const deploymentSchema = z.object({
  inputBucket: z.string().min(1),
  uploadsTopicArn: z.string().startsWith('arn:'),
  statusTopicArn: z.string().startsWith('arn:'),
  ledgerTable: z.string().min(1),
  reconcileQueueUrl: z.url(),
  /** What lies in it is told on the status topic; absent of a stack that was deployed before it was told. */
  noticesQueueUrl: z.url().optional(),
  /** Which the stack made for recordings; absent where no clips need one. */
  recordingsBucket: z.string().min(1).optional(),
  /** The profile that it was deployed by; absent of a stack that was deployed before it was told. */
  profile: z.string().min(1).optional(),
  /** Absent where nobody can be told by webhooks. */
  webhooks: webhooksSchema.optional(),
  /** Absent where nothing runs on Kubernetes. */
  cluster: clusterSchema.optional(),
  /** How wishes are read; absent of a stack that was deployed before it was told. */
  wishes: wishSettingsSchema.optional(),
  renditions: z.array(renditionSchema).min(1),
});

/** Where a deployed stack's parts are, as its CloudFormation outputs tell it. */
export type Deployment = z.infer<typeof deploymentSchema>;
export type DeployedRendition = z.infer<typeof renditionSchema>;
export type DeployedWebhooks = z.infer<typeof webhooksSchema>;
export type DeployedCluster = z.infer<typeof clusterSchema>;
export type DeployedRecordings = z.infer<typeof recordingsSchema>;

/** The renditions that are made of each upload; clips are asked for. Those of an older stack all are. */
export function madeOfUploads({ renditions }: Pick<Deployment, 'renditions'>): DeployedRendition[] {
  return renditions.filter(({ kind }) => kind !== 'clip');
}

/** Where a rendition's messages wait: in its own queue, and in that of its long jobs where it has one. */
export function workQueuesOf({
  queueUrl,
  longQueueUrl,
}: Pick<DeployedRendition, 'queueUrl' | 'longQueueUrl'>): string[] {
  return longQueueUrl === undefined ? [queueUrl] : [queueUrl, longQueueUrl];
}

/** All that the stack has, or makes, of videos. */
export function bucketsOf({ inputBucket, recordingsBucket, renditions }: Deployment): string[] {
  const recordings = renditions.map(one => one.recordings?.bucket);
  const all = [inputBucket, recordingsBucket, ...recordings, ...renditions.map(({ bucket }) => bucket)];
  return [...new Set(all.filter(bucket => bucket !== undefined))];
}

/** A stack's outputs, by the field that each tells; those of renditions are beside them. */
const OUTPUTS = {
  inputBucket: 'InputBucket',
  uploadsTopicArn: 'UploadsTopicArn',
  statusTopicArn: 'StatusTopicArn',
  ledgerTable: 'LedgerTable',
  reconcileQueueUrl: 'ReconcileQueueUrl',
  noticesQueueUrl: 'NoticesQueueUrl',
  recordingsBucket: 'RecordingsBucket',
  profile: 'Profile',
} as const satisfies Record<
  Exclude<keyof Deployment, 'renditions' | 'webhooks' | 'cluster' | 'wishes'>,
  string
>;

const FIELDS = Object.keys(OUTPUTS) as (keyof typeof OUTPUTS)[];
const RENDITION = 'Rendition';
const WEBHOOKS = 'WebhookParts';
const WISHES = 'Wishes';
const CLUSTER = 'ClusterParts';

/** The name of a rendition's output; CloudFormation allows letters and digits only. */
export function renditionOutput(rendition: string): string {
  return RENDITION + rendition.replaceAll(/[^A-Za-z0-9]/g, '');
}

/** The outputs that tell a deployment, by name. `toJson` writes what a deploy fills in later, too. */
export function writeDeployment(
  deployment: Deployment,
  toJson: (part: DeployedRendition | DeployedWebhooks | DeployedCluster) => string = JSON.stringify,
): Record<string, string> {
  return Object.fromEntries([
    ...FIELDS.flatMap(field =>
      deployment[field] === undefined ? [] : [[OUTPUTS[field], deployment[field]]],
    ),
    ...(deployment.wishes ? [[WISHES, JSON.stringify(deployment.wishes)]] : []),
    ...(deployment.webhooks ? [[WEBHOOKS, toJson(deployment.webhooks)]] : []),
    ...(deployment.cluster ? [[CLUSTER, toJson(deployment.cluster)]] : []),
    ...deployment.renditions.map(rendition => [renditionOutput(rendition.name), toJson(rendition)]),
  ]);
}

/**
 * Reads a stack's outputs, by name. Outputs that fanreel does not know are left alone; renditions come in name order,
 * numbers by value.
 * @throws {ConfigError} naming the output that is missing or wrong.
 */
export function readDeployment(outputs: Record<string, string | undefined>): Deployment {
  const renditions = Object.entries(outputs)
    .filter(([name]) => name.startsWith(RENDITION))
    .map(([name, value]) => parseRendition(name, value));
  const result = deploymentSchema.safeParse({
    ...Object.fromEntries(FIELDS.map(field => [field, outputs[OUTPUTS[field]]])),
    wishes: outputs[WISHES] && parseJson(WISHES, outputs[WISHES]),
    cluster: outputs[CLUSTER] && parseJson(CLUSTER, outputs[CLUSTER]),
    webhooks: outputs[WEBHOOKS] && parseJson(WEBHOOKS, outputs[WEBHOOKS]),
    renditions: renditions.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
  });
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${outputName(path)}: ${message}`);
  throw new ConfigError(`The stack's outputs are not fanreel's: ${wrong.join('; ')}.`);
}

function parseRendition(name: string, value: string | undefined): DeployedRendition {
  const result = renditionSchema.safeParse(parseJson(name, value));
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${[name, ...path].join('.')}: ${message}`);
  throw new ConfigError(`The stack's outputs are not fanreel's: ${wrong.join('; ')}.`);
}

function parseJson(name: string, value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    throw new ConfigError(`The stack's outputs are not fanreel's: ${name}: is not JSON.`);
  }
}

function outputName([field, ...below]: PropertyKey[]): string {
  if (field === 'webhooks') return [WEBHOOKS, ...below].join('.');
  if (field === 'cluster') return [CLUSTER, ...below].join('.');
  return FIELDS.includes(field as (typeof FIELDS)[number])
    ? OUTPUTS[field as (typeof FIELDS)[number]]
    : `${RENDITION}...`;
}
