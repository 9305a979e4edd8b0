import { z } from 'zod';
import { JOB_STATES, SOURCE_STATES } from '../../contract/jobState.ts';
import { EVENT_KINDS, type EventKind, neverHeard } from '../../contract/webhooks/eventKinds.ts';

/** SNS's own limit on what a filter policy may combine. */
const MAX_COMBINATIONS = 150;

/** Which events a subscriber hears of: those that are all of this. */
const heardShape = {
  events: z
    .array(z.enum(EVENT_KINDS))
    .min(1)
    .optional()
    .describe(
      'Kinds of event: `status` of a job, `source` once all of its renditions have ended. Without it both; by e-mail `source`.',
    ),
  states: z
    .array(z.enum([...new Set([...JOB_STATES, ...SOURCE_STATES])]))
    .min(1)
    .optional()
    .describe('States of jobs and of sources, such as `failed`. Without it any.'),
  renditions: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Renditions whose jobs are told of; of a source it says nothing. Without it all.'),
  prefix: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe("What the source's key begins with. Without it anything."),
};

const NEVER = { path: ['states'], error: 'a state that no event of these kinds has' };

const TOO_MANY = {
  error: `SNS filters by ${MAX_COMBINATIONS} combinations of states and renditions at most: name fewer of them`,
};

export type Heard = z.infer<z.ZodObject<typeof heardShape>>;

const queueSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'lower-case letters, digits and dashes, 30 at most')
      .optional()
      .describe('Of a queue of the stack, `fanreel-events-NAME`.'),
    arn: z
      .string()
      .regex(/^arn:[\w-]+:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/, 'the ARN of a standard queue')
      .optional()
      .describe('Of a queue that is there, whose policy lets the status topic send.'),
    ...heardShape,
  })
  .refine(({ name, arn }) => (name === undefined) !== (arn === undefined), {
    path: ['name'],
    error: 'either the name of a queue to make, or the arn of one that is there',
  })
  .refine(heard => isEverHeard(heard), NEVER)
  .refine(isFilter, TOO_MANY);

const emailSchema = z
  .strictObject({
    address: z.email().describe('Whom AWS asks to confirm before it sends anything.'),
    ...heardShape,
  })
  .refine(heard => isEverHeard(heard, ['source']), NEVER)
  .refine(isFilter, TOO_MANY);

/** Who hears of events, without asking. */
export const eventsSchema = z.strictObject({
  queues: z
    .array(queueSchema)
    .max(20)
    .refine(isDistinct, 'a queue is named twice')
    .optional()
    .describe('SQS queues, which get each event as it is told.'),
  emails: z
    .array(emailSchema)
    .max(20)
    .refine(isDistinct, 'an address is named twice')
    .optional()
    .describe('Addresses, which get each event as it is told.'),
  eventBridge: z
    .boolean()
    .optional()
    .describe(
      "Whether each event goes onto the account's default event bus, from `fanreel`. Without it none does.",
    ),
});

export type Events = z.infer<typeof eventsSchema>;

function isEverHeard({ states, events }: Heard, usual?: EventKind[]): boolean {
  return neverHeard(states ?? [], events ?? usual) === undefined;
}

function isFilter({ states, renditions }: Heard): boolean {
  return (states?.length ?? 1) * (renditions?.length ?? 1) <= MAX_COMBINATIONS;
}

function isDistinct(
  some: { name?: string | undefined; arn?: string | undefined; address?: string }[],
): boolean {
  return new Set(some.map(({ name, arn, address }) => name ?? arn ?? address)).size === some.length;
}
