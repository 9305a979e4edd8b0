import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ACCOUNT, REGION } from '../account.ts';
import { type Action, action } from '../query/action.ts';
import { invalidPattern, noSuchBus, parameterErrors } from './eventsErrors.ts';
import { type EventsStore, ruleArn } from './eventsStore.ts';
import { matchesPattern } from './matchesPattern.ts';

/** EventBridge's own limits: entries of a request, and bytes of them together. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 262_144;

/** There is one bus; by its name, or its ARN. */
const bus = z
  .string()
  .optional()
  .transform(name => {
    if (name !== undefined && !/^(?:.*:event-bus\/)?default$/.test(name)) throw noSuchBus(name);
  });

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  EventBusName: bus,
});

type Entry = z.output<typeof entrySchema>;

const putEventsSchema = z
  .object({ Entries: z.array(entrySchema).min(1).max(MAX_ENTRIES) })
  .refine(input => Buffer.byteLength(JSON.stringify(input)) <= MAX_BYTES, {
    path: ['Entries'],
    error: 'Total size of the entries in the request is over the limit.',
  });

/** An entry that cannot be taken is told by its place; the others are. */
const putEvents = action<EventsStore, typeof putEventsSchema>(
  putEventsSchema,
  parameterErrors,
  (store, { Entries }) => {
    const results = Entries.map(entry => put(store, entry));
    return { FailedEntryCount: results.filter(one => 'ErrorCode' in one).length, Entries: results };
  },
);

const named = { Name: z.string().regex(/^[\w.-]{1,64}$/), EventBusName: bus };

const putRuleSchema = z.object({
  ...named,
  EventPattern: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
});

const putRule = action<EventsStore, typeof putRuleSchema>(putRuleSchema, parameterErrors, (store, input) => ({
  RuleArn: store.put({
    name: input.Name,
    pattern: patternIn(input.EventPattern),
    isEnabled: input.State === 'ENABLED',
  }),
}));

const onRule = { Rule: z.string().min(1), EventBusName: bus };

/** Queues only, which get the event as it is. */
const targetSchema = z.strictObject({
  Id: z.string().min(1),
  Arn: z.string().regex(/^arn:aws[\w-]*:sqs:/, 'only queues are targets here'),
});

const putTargetsSchema = z.object({ ...onRule, Targets: z.array(targetSchema).min(1) });

const putTargets = action<EventsStore, typeof putTargetsSchema>(
  putTargetsSchema,
  parameterErrors,
  (store, { Rule, Targets }) => {
    store.putTargets(Rule, Targets);
    return NONE_FAILED;
  },
);

const removeTargetsSchema = z.object({ ...onRule, Ids: z.array(z.string()).min(1) });

const removeTargets = action<EventsStore, typeof removeTargetsSchema>(
  removeTargetsSchema,
  parameterErrors,
  (store, { Rule, Ids }) => {
    store.removeTargets(Rule, Ids);
    return NONE_FAILED;
  },
);

const NONE_FAILED = { FailedEntryCount: 0, FailedEntries: [] };

const deleteSchema = z.object(named);

const deleteRule = action<EventsStore, typeof deleteSchema>(
  deleteSchema,
  parameterErrors,
  (store, { Name }) => {
    store.delete(Name);
    return {};
  },
);

const listRules: Action<EventsStore> = store => ({
  Rules: store.list().map(({ name, pattern, isEnabled }) => ({
    ...{ Name: name, Arn: ruleArn(name), EventBusName: 'default' },
    ...{ EventPattern: JSON.stringify(pattern), State: isEnabled ? 'ENABLED' : 'DISABLED' },
  })),
});

const listTargetsSchema = z.object(onRule);

const listTargetsByRule = action<EventsStore, typeof listTargetsSchema>(
  listTargetsSchema,
  parameterErrors,
  (store, { Rule }) => ({ Targets: store.find(Rule).targets }),
);

/** Every action that is answered, by its name on the wire. */
export const eventsActions: ReadonlyMap<string, Action<EventsStore>> = new Map([
  ['DeleteRule', deleteRule],
  ['ListRules', listRules],
  ['ListTargetsByRule', listTargetsByRule],
  ['PutEvents', putEvents],
  ['PutRule', putRule],
  ['PutTargets', putTargets],
  ['RemoveTargets', removeTargets],
]);

function put(store: EventsStore, { Source, DetailType, Detail, Resources }: Entry) {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (!value)
      return failed(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  }
  const detail = parsed(Detail ?? '');
  if (detail === null) return failed('MalformedDetail', 'Detail is malformed.');
  const id = randomUUID();
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const head = { version: '0', id, 'detail-type': DetailType ?? '', source: Source ?? '' };
  store.deliver({ ...head, ...{ account: ACCOUNT, time, region: REGION, resources: Resources }, detail });
  return { EventId: id };
}

function failed(ErrorCode: string, ErrorMessage: string) {
  return { ErrorCode, ErrorMessage };
}

/** Null for anything but a JSON object. */
function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** @throws {AwsError} InvalidEventPatternException, where it has a filter that is not built here, too. */
function patternIn(text: string): object {
  const pattern = parsed(text);
  if (!pattern) throw invalidPattern('Filter is not an object');
  try {
    matchesPattern(pattern, {});
    return pattern;
  } catch (error) {
    throw invalidPattern((error as Error).message);
  }
}
