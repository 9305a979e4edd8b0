import type { IdleParts } from './idle.ts';

/** Of the whole deployment: MediaConvert's events, reconcile, notices, uploads, and what all of them deliver by. */
const ALARMS = 17;
const POLLED_QUEUES = 3;

/** Of each rendition, and one more where the profile bounds its money. */
const ALARMS_A_RENDITION = 8;

/** Of a function that stands by while containers work its queue: of its errors and throttles nobody need be told. */
const ALARMS_OF_DRIVEN = 2;

/** Of each preset of clips that tells an API of them. */
const ALARMS_A_CALLBACK = 5;

/** Of what finds webhooks for events, and of the two that tell them. */
const ALARMS_OF_WEBHOOKS = 14;
const QUEUES_OF_WEBHOOKS = 3;

/** Of a queue that hears of events, and one more where the stack made it; of what puts them onto the event bus. */
const ALARMS_A_QUEUE = 1;
const ALARMS_OF_EVENT_BRIDGE = 5;

/**
 * Of each rendition that has workers on ECS: that none comes, that nobody has anything to do, and one for each 20 sizes that its fleet
 * may have, of which there are 39 at most.
 */
const ALARMS_OF_WORKERS = 2;
const SIZES_AN_ALARM = 20;
const MAX_SIZES = 39;

/** Of a queue of long jobs, which only containers ask for messages, and none while there is nothing to do. */
const ALARMS_A_LONG_QUEUE = 1;

/** What of a rendition costs money while nobody uses it. */
export interface IdleRendition {
  kind: 'video' | 'image' | 'clip';
  /** Whether an API is told of its clips. */
  hasCallback?: boolean;
  /** Where they run, and whether they take all of its messages, or those alone that are too long for its function. */
  containers?: { on: 'ecs' | 'kubernetes'; takes: 'all' | 'long-jobs' } | undefined;
}

/** What of a profile costs money while nobody uses it. */
export interface IdleProfile {
  alarmUsdPerHour?: number | undefined;
  provisionedPollers?: number | undefined;
  webhooks?: boolean | undefined;
  events?:
    | { queues?: { name?: string | undefined }[] | undefined; eventBridge?: boolean | undefined }
    | undefined;
  containers?: { maxWorkers: number } | undefined;
}

/**
 * What a deployment of a profile has, with these renditions, that costs money while nobody uses it; test/stacks/idleParts.test.ts
 * holds it against the template.
 */
export function idlePartsOf(
  { alarmUsdPerHour, provisionedPollers = 0, webhooks = false, events = {}, containers }: IdleProfile,
  renditions: IdleRendition[],
): IdleParts {
  const ofWebhooks = (count: number) => (webhooks ? count : 0);
  const each = ALARMS_A_RENDITION + (alarmUsdPerHour === undefined ? 0 : 1);
  const driven = renditions.filter(one => one.containers?.takes !== 'all');
  const standingBy = renditions.length - driven.length;
  const long = renditions.filter(one => one.containers?.takes === 'long-jobs').length;
  const onEcs = renditions.filter(one => one.containers?.on === 'ecs').length;
  const callbacks = renditions.filter(({ hasCallback }) => hasCallback).length;
  return {
    alarms: sum(
      ...[ALARMS, ofWebhooks(ALARMS_OF_WEBHOOKS), renditions.length * each, callbacks * ALARMS_A_CALLBACK],
      ...[alarmsOf(events), long * ALARMS_A_LONG_QUEUE, -standingBy * ALARMS_OF_DRIVEN],
      onEcs * alarmsOfWorkers(containers),
    ),
    dashboards: 1,
    keys: 0,
    polledQueues: sum(
      ...[POLLED_QUEUES, ofWebhooks(QUEUES_OF_WEBHOOKS), driven.length, callbacks],
      events.eventBridge ? 1 : 0,
    ),
    pollers: driven.filter(({ kind }) => kind === 'video').length * provisionedPollers,
    natGateways: onEcs > 0 ? 1 : 0,
  };
}

function alarmsOfWorkers({ maxWorkers }: { maxWorkers: number } = { maxWorkers: 0 }): number {
  return ALARMS_OF_WORKERS + Math.ceil(Math.min(MAX_SIZES, maxWorkers) / SIZES_AN_ALARM);
}

function alarmsOf({ queues = [], eventBridge = false }: NonNullable<IdleProfile['events']>): number {
  const made = queues.filter(({ name }) => name !== undefined);
  return sum(queues.length * ALARMS_A_QUEUE, made.length, eventBridge ? ALARMS_OF_EVENT_BRIDGE : 0);
}

function sum(...counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
