import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { StoredJob } from '../job/storedJob.ts';
import { wireJob } from '../job/wireJob.ts';
import type { MediaConvertStore } from '../mediaConvertStore.ts';
import { type Reply, ServiceError } from '../reply.ts';
import { explainSettings } from '../settings/explainSettings.ts';
import { ignored } from '../settings/ignored.ts';
import { jobSettingsSchema } from '../settings/jobSettings.ts';
import { queueNamed } from './namedResources.ts';

/** How long the service remembers a ClientRequestToken (API reference, "Preventing duplicate jobs"). */
const TOKEN_MS = 60_000;

const INTERVALS = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600].map(
  seconds => `SECONDS_${seconds}`,
);

/** Everything beside `settings`, whose paths the service counts from their own root. */
const requestSchema = z.strictObject({
  role: z.string().min(1),
  queue: z.string().optional(),
  clientRequestToken: z
    .string()
    .regex(/^[\x20-\x7e]{1,64}$/, 'Should be up to 64 ASCII characters')
    .optional(),
  userMetadata: z.record(z.string(), z.string()).optional(),
  priority: z.int().min(-50).max(50).optional(),
  statusUpdateInterval: z.enum(INTERVALS).optional(),
  accelerationSettings: z.strictObject({ mode: z.literal('DISABLED') }).optional(),
  simulateReservedQueue: z.literal('DISABLED').optional(),
  hopDestinations: z.array(z.unknown()).max(0).optional(),
  billingTagsSource: ignored,
  tags: ignored,
});

/** POST /jobs. The same token within a minute answers with the first job, whatever else the request says. */
export function createJob(store: MediaConvertStore, body: unknown): Reply {
  const request = check(body);
  const token = request.clientRequestToken;
  const first = token === undefined ? null : store.jobs.byToken(token, store.now() - TOKEN_MS);
  if (first) return { status: 201, body: { job: wireJob(first) } };
  const job: StoredJob = {
    id: newId(store.now()),
    ...(token === undefined ? {} : { clientRequestToken: token }),
    queue: queueNamed(request.queue ?? 'Default'),
    role: request.role,
    settings: request.settings,
    userMetadata: request.userMetadata ?? {},
    priority: request.priority ?? 0,
    statusUpdateInterval: request.statusUpdateInterval ?? 'SECONDS_60',
    status: 'SUBMITTED',
    submittedAt: store.now(),
    retryCount: 0,
  };
  store.submit(job);
  return { status: 201, body: { job: wireJob(job) } };
}

function check(body: unknown) {
  const { settings, ...rest } = (body ?? {}) as Record<string, unknown>;
  if (!rest.role) throw new ServiceError('BadRequestException', "The 'role' field is required.");
  if (!settings) throw new ServiceError('BadRequestException', "The 'settings' field is required.");
  return { ...parsed(requestSchema, rest), settings: parsed(jobSettingsSchema, settings) };
}

function parsed<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  throw new ServiceError('BadRequestException', explainSettings(result.error, data));
}

/** The service's form: ms since 1970, a dash, six letters or digits. */
function newId(now: number): string {
  const suffix = Array.from({ length: 6 }, () => randomInt(36).toString(36)).join('');
  return `${now}-${suffix}`;
}
