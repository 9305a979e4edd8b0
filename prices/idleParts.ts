import type { IdleParts } from './idle.ts';

/** Of the whole deployment: MediaConvert's events, reconcile, notices, uploads, and what all of them deliver by. */
const ALARMS = 17;
const POLLED_QUEUES = 3;

/** Of each rendition, and one more where the profile bounds its money. */
const ALARMS_A_RENDITION = 8;

/** Of each preset of clips that tells an API of them. */
const ALARMS_A_CALLBACK = 5;

/** Of what finds webhooks for events, and of the two that tell them. */
const ALARMS_OF_WEBHOOKS = 14;
const QUEUES_OF_WEBHOOKS = 3;

/** Of a queue that hears of events, and one more where the stack made it; of what puts them onto the event bus. */
const ALARMS_A_QUEUE = 1;
const ALARMS_OF_EVENT_BRIDGE = 5;

/** What of a profile costs money while nobody uses it. */
export interface IdleProfile {
  alarmUsdPerHour?: number | undefined;
  provisionedPollers?: number | undefined;
  webhooks?: boolean | undefined;
  events?:
    | { queues?: { name?: string | undefined }[] | undefined; eventBridge?: boolean | undefined }
    | undefined;
}

/**
 * What a deployment of a profile has, with so many renditions, of which so many are videos, and so many tell an API of their clips, that costs money while nobody uses it.
 * test/stacks/idleParts.test.ts holds it against the template.
 */
export function idlePartsOf(
  { alarmUsdPerHour, provisionedPollers = 0, webhooks = false, events = {} }: IdleProfile,
  { renditions, videos, callbacks = 0 }: { renditions: number; videos: number; callbacks?: number },
): IdleParts {
  const ofWebhooks = (count: number) => (webhooks ? count : 0);
  const each = ALARMS_A_RENDITION + (alarmUsdPerHour === undefined ? 0 : 1);
  return {
    alarms: sum(
      ...[ALARMS, ofWebhooks(ALARMS_OF_WEBHOOKS), renditions * each, callbacks * ALARMS_A_CALLBACK],
      alarmsOf(events),
    ),
    dashboards: 1,
    keys: 0,
    polledQueues: sum(
      ...[POLLED_QUEUES, ofWebhooks(QUEUES_OF_WEBHOOKS), renditions, callbacks, events.eventBridge ? 1 : 0],
    ),
    pollers: videos * provisionedPollers,
  };
}

function alarmsOf({ queues = [], eventBridge = false }: NonNullable<IdleProfile['events']>): number {
  const made = queues.filter(({ name }) => name !== undefined);
  return sum(queues.length * ALARMS_A_QUEUE, made.length, eventBridge ? ALARMS_OF_EVENT_BRIDGE : 0);
}

function sum(...counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
