import { z } from 'zod';
import { invalidAttributeName, invalidAttributeValue, unsupportedOperation } from '../sqsErrors.ts';

/** A queue's attributes as numbers and objects; times in seconds, sizes in bytes. */
export interface QueueSettings {
  readonly delaySeconds: number;
  readonly maximumMessageSize: number;
  readonly retentionSeconds: number;
  readonly receiveWaitSeconds: number;
  readonly visibilityTimeout: number;
  readonly redrive: { readonly dlqArn: string; readonly maxReceiveCount: number } | null;
  readonly redriveAllow: z.output<typeof redriveAllowSchema>;
}

/** Lowest, highest and default value, from the SQS API reference (SetQueueAttributes); 1 MiB since August 2025. */
const NUMBERS = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1_024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
} as const;

/** Kept and shown, without effect on one machine. */
const INERT = ['Policy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'];

const FIFO = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

const redriveSchema = z.object({
  deadLetterTargetArn: z.string().startsWith('arn:'),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

const redriveAllowSchema = z.object({
  redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']).default('allowAll'),
  sourceQueueArns: z.array(z.string()).max(10).default([]),
});

/**
 * Checks the attributes that were set and fills in the defaults.
 * @throws {AwsError} InvalidAttributeName, InvalidAttributeValue, or UnsupportedOperation for a FIFO queue.
 */
export function queueSettings(attributes: Readonly<Record<string, string>>): QueueSettings {
  for (const name of Object.keys(attributes)) checkName(name);
  const redrive = parse('RedrivePolicy', attributes, redriveSchema);
  return {
    delaySeconds: number('DelaySeconds', attributes),
    maximumMessageSize: number('MaximumMessageSize', attributes),
    retentionSeconds: number('MessageRetentionPeriod', attributes),
    receiveWaitSeconds: number('ReceiveMessageWaitTimeSeconds', attributes),
    visibilityTimeout: number('VisibilityTimeout', attributes),
    redrive: redrive && { dlqArn: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
    redriveAllow: parse('RedriveAllowPolicy', attributes, redriveAllowSchema) ?? redriveAllowSchema.parse({}),
  };
}

/** The numbers that GetQueueAttributes shows for every queue, set or not. */
export function numberAttributes(settings: QueueSettings): Record<keyof typeof NUMBERS, string> {
  return {
    DelaySeconds: String(settings.delaySeconds),
    MaximumMessageSize: String(settings.maximumMessageSize),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    VisibilityTimeout: String(settings.visibilityTimeout),
  };
}

function checkName(name: string): void {
  if (FIFO.includes(name)) {
    throw unsupportedOperation(`${name}: only standard queues run here; FIFO queues are not supported.`);
  }
  if (!(name in NUMBERS) && !INERT.includes(name) && !/^Redrive(Allow)?Policy$/.test(name)) {
    throw invalidAttributeName(name);
  }
}

function number(name: keyof typeof NUMBERS, attributes: Readonly<Record<string, string>>): number {
  const [lowest, highest, fallback] = NUMBERS[name];
  const given = attributes[name];
  if (given === undefined) return fallback;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < lowest || value > highest) throw invalidAttributeValue(name);
  return value;
}

function parse<Schema extends z.ZodType>(
  name: string,
  attributes: Readonly<Record<string, string>>,
  schema: Schema,
): z.output<Schema> | null {
  const given = attributes[name];
  if (given === undefined) return null;
  try {
    return schema.parse(JSON.parse(given));
  } catch {
    throw invalidAttributeValue(name);
  }
}
