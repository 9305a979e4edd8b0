import { z } from 'zod';

const functionSchema = z.strictObject({
  /** MB; Lambda gives one vCPU for each 1,769 MB. */
  memoryMb: z.int().min(512).max(10_240),
  /** Lambda's own limit is 900 s. */
  timeoutSeconds: z.int().min(30).max(900),
  /** /tmp of the function, MB. */
  scratchMb: z.int().min(512).max(10_240),
  architecture: z.enum(['x86_64', 'arm64']),
  /** Encodes of one rendition at a time; SQS event sources accept 2 to 1,000. */
  maxConcurrency: z.int().min(2).max(1_000),
});

const mediaConvertSchema = z.strictObject({
  enabled: z.boolean(),
  /** A job whose predicted encode takes longer than this in the function goes to MediaConvert, seconds. */
  aboveEncodeSeconds: z.number().positive().max(900),
});

const retentionSchema = z.strictObject({
  /** SQS's limit is 14 days. Expiry counts from the first enqueue, so the DLQ keeps longer than the queue. */
  queueDays: z.int().min(1).max(14),
  dlqDays: z.int().min(1).max(14),
  logDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 180, 365]),
  /** Ledger items expire this long after their last change. */
  jobDays: z.int().min(1).max(3_650),
});

/** As browsers send it in the header Origin: scheme, host and, where it is not the scheme's own, port. */
const originSchema = z
  .string()
  .refine(
    text =>
      /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text && !text.includes('*'),
    'an exact origin, as browsers send it: scheme, host and port, such as https://app.example.com or http://localhost:3000',
  );

/** One deployment: where it runs, how big, and for how long things are kept. */
export const profileSchema = z
  .strictObject({
    /** Names of files in presets/, or every one of them. */
    presets: z.union([z.literal('all'), z.array(z.string()).min(1)]),
    /** First part of every name, e.g. `fanreel-720p`. */
    prefix: z.string().regex(/^[a-z][a-z0-9-]{1,20}$/, 'lower-case letters, digits and dashes, 2 to 21 long'),
    /** True: resources get fixed names (`fanreel-input`). False: buckets, which share one world-wide name space, get generated names. */
    fixedNames: z.boolean(),
    function: functionSchema,
    mediaConvert: mediaConvertSchema,
    /** Receives before SQS moves a message to its DLQ. AWS advises at least 5, since throttled invocations count. */
    maxReceiveCount: z.int().min(1).max(1_000),
    /** First back-off after a transient failure, seconds; doubles each receive. */
    retrySeconds: z.int().min(0).max(900),
    /** A job's lease in the ledger, seconds; a heartbeat renews it every third of this. */
    leaseSeconds: z.int().min(6).max(900),
    /** Least time between two progress reports of one job, seconds. */
    progressSeconds: z.number().min(0.2).max(300),
    /** An ffmpeg whose output stands still for this long is ended, seconds. A slow encoder still writes a frame in two minutes. */
    stallSeconds: z.int().min(2).max(900),
    /**
     * Of a recording whose end is missing, in a container that is made to survive that: `make` what is there, and mark it
     * as incomplete, or `refuse` it.
     */
    onIncomplete: z.enum(['make', 'refuse']),
    /** A job, or an upload that nobody took up, without news for so long is overdue, minutes. */
    overdueMinutes: z.number().min(0.1).max(10_080),
    /** Between two looks for what is overdue, minutes. */
    reconcileMinutes: z.int().min(1).max(1_440),
    retention: retentionSchema,
    removalPolicy: z.enum(['retain', 'destroy']),
    /** Who is told of alarms. */
    alarmEmail: z.email().optional(),
    /** A rendition that costs more than this in an hour, at list prices, raises an alarm. Without it none does. */
    alarmUsdPerHour: z.number().positive().optional(),
    /** Use this bucket for uploads instead of making one. */
    inputBucket: z.string().min(3).max(63).optional(),
    /** Web pages of these origins may upload into the input bucket, with URLs or forms signed for them. @default none */
    uploadOrigins: z.array(originSchema).optional(),
  })
  .refine(({ inputBucket, uploadOrigins = [] }) => inputBucket === undefined || uploadOrigins.length === 0, {
    path: ['uploadOrigins'],
    message:
      'only a bucket of the stack gets CORS rules: set those of the inputBucket there, and leave this out',
  });

export type Profile = z.infer<typeof profileSchema>;
