import { z } from 'zod';
import { wishRuleSchema } from '../../contract/wishes/wishes.ts';
import { clashesIn } from './clashes.ts';
import { computeSchema, containersOn, containersSchema } from './containers.ts';
import { USUAL_DASHBOARD_ORIGINS } from './dashboardOrigins.ts';
import { eventsSchema } from './events.ts';
import { INVOCATIONS_A_POLLER, MAX_MIN_POLLERS, MIN_POLLERS } from './pollers.ts';
import { USUAL_PROGRESS_NEWS_PERCENT } from './progressNews.ts';

/** A day, in which a delete marker that was set by mistake can be undone. */
const USUAL_GRACE_MINUTES = 1_440;

/** Long enough for whoever receives to see in the morning what broke in the evening. */
const USUAL_RETRY_HOURS = 24;

const functionSchema = z.strictObject({
  memoryMb: z.int().min(512).max(10_240).describe('MB; Lambda gives one vCPU for each 1,769 MB.'),
  timeoutSeconds: z.int().min(30).max(900).describe("Lambda's own limit is 900 s."),
  scratchMb: z.int().min(512).max(10_240).describe('/tmp of the function, MB.'),
  architecture: z.enum(['x86_64', 'arm64']).describe('Of the functions, and so of their ffmpeg.'),
  maxConcurrency: z
    .int()
    .min(2)
    .max(1_000)
    .describe('Encodes of one rendition at a time; SQS event sources accept 2 to 1,000.'),
});

const mediaConvertSchema = z.strictObject({
  enabled: z.boolean().describe('Whether long jobs may go to MediaConvert at all.'),
  aboveEncodeSeconds: z
    .number()
    .positive()
    .max(900)
    .describe(
      'A job whose predicted encode takes longer than this in the function goes to MediaConvert, seconds.',
    ),
});

const sourcesSchema = z.strictObject({
  onDelete: z
    .enum(['keep', 'delete-outputs'])
    .describe(
      'What becomes of outputs whose source is deleted: `keep` them, or `delete-outputs` after the grace time, unless the source is there again.',
    ),
  graceMinutes: z
    .number()
    .min(0)
    .max(43_200)
    .optional()
    .describe(
      `Between the deletion of a source and that of its outputs, minutes; the next run of the schedule carries it out. Without it ${USUAL_GRACE_MINUTES}.`,
    ),
});

const wishesSchema = z.strictObject({
  onWrong: z
    .enum(['make', 'refuse'])
    .optional()
    .describe(
      'Of an upload with a wrong wish: `make` it without that, and tell so, or `refuse` it. Without it `make`.',
    ),
  sidecars: z
    .boolean()
    .optional()
    .describe(
      'Whether wishes are looked for in a file beside the upload (`holiday.mp4.json`): one read of S3 more, each time that an upload is looked at. Without it they are.',
    ),
  loneMinutes: z
    .number()
    .min(0)
    .max(43_200)
    .optional()
    .describe(
      'A file of wishes beside which there is no video for so long is told as one that failed, minutes. Without it `overdueMinutes`.',
    ),
  rules: z
    .array(wishRuleSchema)
    .max(50)
    .optional()
    .describe('What is wished of uploads by their keys, unless they wish otherwise themselves.'),
});

const retentionSchema = z.strictObject({
  queueDays: z
    .int()
    .min(1)
    .max(14)
    .describe(
      "SQS's limit is 14 days. Expiry counts from the first enqueue, so the DLQ keeps longer than the queue.",
    ),
  dlqDays: z.int().min(1).max(14).describe("How long dead letters are kept; SQS's limit is 14 days."),
  logDays: z
    .literal([1, 3, 5, 7, 14, 30, 60, 90, 180, 365])
    .describe("How long the functions' logs are kept."),
  jobDays: z.int().min(1).max(3_650).describe('Ledger items expire this long after their last change.'),
});

const budgetSchema = z.strictObject({
  perJobUsd: z
    .number()
    .positive()
    .optional()
    .describe('A job that is predicted to cost more, with what its attempts have cost already, is held.'),
  perDayUsd: z
    .number()
    .positive()
    .optional()
    .describe(
      'A job that would take the sum of all jobs of the day of UTC over this is held until there is room again, the next day at the latest.',
    ),
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
    presets: z
      .union([z.literal('all'), z.array(z.string()).min(1)], { error: 'expected "all" or a list of names' })
      .describe('Names of presets, or every one of them.'),
    prefix: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,20}$/, 'lower-case letters, digits and dashes, 2 to 21 long')
      .describe('First part of every name, e.g. `fanreel-720p`.'),
    fixedNames: z
      .boolean()
      .describe(
        'True: resources get fixed names (`fanreel-input`). False: buckets, which share one world-wide name space, get generated names.',
      ),
    function: functionSchema.describe('Of each rendition.'),
    compute: computeSchema.optional(),
    containers: containersSchema
      .optional()
      .describe('Workers of the renditions that are made in containers. Without it there are none.'),
    mediaConvert: mediaConvertSchema.describe('What a function is too small for.'),
    segments: z
      .boolean()
      .optional()
      .describe(
        'Whether a film may be cut into pieces that many functions make at once, where that is soon enough and cheapest, or else the fastest. Where films are most of the work, 2,400 MB in `function.memoryMb` make one cheapest. Without it no film is.',
      ),
    provisionedPollers: z
      .int()
      .min(MIN_POLLERS)
      .max(MAX_MIN_POLLERS)
      .optional()
      .describe(
        `Of each rendition that makes films in pieces: pollers of its queue that are always there, and paid for by the hour. Each brings ${INVOCATIONS_A_POLLER} functions at once, where AWS else begins with five and adds five a second. Only with \`segments\`; without it none.`,
      ),
    targetSeconds: z
      .number()
      .positive()
      .max(86_400)
      .optional()
      .describe(
        'How soon a rendition should be there, seconds: of the engines that are predicted to be in time the cheapest makes it, or where none is the fastest. Without it `mediaConvert.aboveEncodeSeconds`, and of a rendition that has containers `containers.timeoutSeconds`.',
      ),
    budget: budgetSchema
      .optional()
      .describe('What may be spent without being asked, USD at list prices. Without it as much as comes.'),
    maxReceiveCount: z
      .int()
      .min(1)
      .max(1_000)
      .describe(
        'Receives before SQS moves a message to its DLQ. AWS advises at least 5, since throttled invocations count.',
      ),
    retrySeconds: z
      .int()
      .min(0)
      .max(900)
      .describe('First back-off after a transient failure, seconds; doubles each receive.'),
    leaseSeconds: z
      .int()
      .min(6)
      .max(900)
      .describe("A job's lease in the ledger, seconds; a heartbeat renews it every third of this."),
    progressSeconds: z
      .number()
      .min(0.2)
      .max(300)
      .describe('Least time between two progress reports of one job, seconds.'),
    progressNewsPercent: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .describe(
        `A job's progress is told on the status topic in steps of so much, percent, and every ten seconds at most; 100: not at all. The ledger has it at any time. Without it ${USUAL_PROGRESS_NEWS_PERCENT}.`,
      ),
    stallSeconds: z
      .int()
      .min(2)
      .max(900)
      .describe(
        'An ffmpeg whose output stands still for this long is ended, seconds. A slow encoder still writes a frame in two minutes.',
      ),
    onIncomplete: z
      .enum(['make', 'refuse'])
      .describe(
        'Of a recording whose end is missing, in a container that is made to survive that: `make` what is there, and mark it as incomplete, or `refuse` it.',
      ),
    overdueMinutes: z
      .number()
      .min(0.1)
      .max(10_080)
      .describe('A job, or an upload that nobody took up, without news for so long is overdue, minutes.'),
    reconcileMinutes: z.int().min(1).max(1_440).describe('Between two looks for what is overdue, minutes.'),
    wishes: wishesSchema
      .optional()
      .describe('What uploads may wish, and what is wished of them. Without it each field as it says.'),
    sources: sourcesSchema
      .optional()
      .describe('What becomes of a source later. Without it outputs are kept.'),
    events: eventsSchema
      .optional()
      .describe('Who hears of events, besides whoever subscribes to the status topic. Without it nobody.'),
    webhooks: z
      .boolean()
      .optional()
      .describe(
        'Whether other programs can be told of events by signed HTTP requests (`fanreel webhook add`). Without it they cannot.',
      ),
    webhookRetryHours: z
      .number()
      .positive()
      .max(72)
      .optional()
      .describe(
        `How long a webhook that does not take an event is tried again, hours; pauses grow with it. Without it ${USUAL_RETRY_HOURS}.`,
      ),
    retention: retentionSchema.describe('How long things are kept, days.'),
    removalPolicy: z
      .enum(['retain', 'destroy'])
      .describe('Of what a removed stack leaves behind; a bucket that holds something is never deleted.'),
    alarmEmail: z.email().optional().describe('Who is told of alarms.'),
    alarmUsdPerHour: z
      .number()
      .positive()
      .optional()
      .describe(
        'A rendition that costs more than this in an hour, at list prices, raises an alarm. Without it none does.',
      ),
    inputBucket: z
      .string()
      .min(3)
      .max(63)
      .optional()
      .describe('Use this bucket for uploads instead of making one.'),
    uploadOrigins: z
      .array(originSchema)
      .optional()
      .describe(
        'Web pages of these origins may upload into the input bucket, with URLs or forms signed for them. Without it, none.',
      ),
    dashboardOrigins: z
      .array(originSchema)
      .optional()
      .describe(
        `Dashboards that are served at these origins may upload into the stack's own input bucket, and show what is in all buckets of the stack, with URLs signed for them. Without it those of \`fanreel dashboard\` on its usual port: ${USUAL_DASHBOARD_ORIGINS.join(', ')}.`,
      ),
  })
  .superRefine((profile, { addIssue }) => {
    for (const clash of clashesIn(profile)) addIssue({ code: 'custom', ...clash });
  });

export type Profile = z.infer<typeof profileSchema>;

/** How soon a rendition should be there, seconds. */
export function targetSecondsOf(profile: Profile, rendition: string): number {
  const { targetSeconds, mediaConvert, containers } = profile;
  if (targetSeconds !== undefined) return targetSeconds;
  const isInContainers = containers && containersOn(profile, rendition) !== undefined;
  return isInContainers ? containers.timeoutSeconds : mediaConvert.aboveEncodeSeconds;
}

/** How many workers may make pieces of one film at once; 0 where films are not made in pieces. */
export function segmentWorkersOf({ segments = false, function: { maxConcurrency } }: Profile): number {
  return segments ? maxConcurrency : 0;
}

/** Whose dashboards may upload, and show what is in the buckets. */
export function dashboardOriginsOf({ dashboardOrigins = USUAL_DASHBOARD_ORIGINS }: Profile): string[] {
  return dashboardOrigins;
}

/** After how long a file of wishes beside which there is no video is told of, minutes. */
export function loneMinutesOf({ wishes, overdueMinutes }: Profile): number {
  return wishes?.loneMinutes ?? overdueMinutes;
}

/** After how long a deleted source takes its outputs along, seconds; undefined where they are kept. */
export function deleteGraceSecondsOf({ sources }: Profile): number | undefined {
  if (sources?.onDelete !== 'delete-outputs') return undefined;
  return (sources.graceMinutes ?? USUAL_GRACE_MINUTES) * 60;
}

/** How long a webhook that does not take an event is tried again, hours. */
export function webhookRetryHoursOf({ webhookRetryHours }: Profile): number {
  return webhookRetryHours ?? USUAL_RETRY_HOURS;
}

/** In what steps a job's progress is told on the status topic, percent. */
export function progressNewsPercentOf({ progressNewsPercent }: Profile): number {
  return progressNewsPercent ?? USUAL_PROGRESS_NEWS_PERCENT;
}
