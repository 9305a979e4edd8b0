import { beforeAll, describe, expect, it } from 'vitest';
import type { Events } from '../../../profiles/schema/events.ts';
import { heardFilter } from '../../../stacks/events/heardFilter.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

const THEIRS = 'arn:aws:sqs:us-east-1:000000000000:theirs';
const EVENTS: Events = {
  queues: [
    { name: 'done', events: ['source'] },
    { arn: THEIRS, states: ['failed'], renditions: ['720p'], prefix: 'in/' },
  ],
  emails: [{ address: 'ops@example.com' }],
  eventBridge: true,
};

let stack: Synthesized;

beforeAll(async () => {
  stack = await synthesize({ profile: { webhooks: false, events: EVENTS } });
});

const subscriptions = () => {
  const [topic] = stack.one('AWS::SNS::Topic', 'TopicName', 'fanreel-status');
  const all = stack.all('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
  return all.filter(({ TopicArn }) => stack.text(TopicArn) === `<${topic}>`);
};

describe("a profile's subscribers", () => {
  it('are queues of the stack, which get events as they are told', () => {
    const [id, queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-events-done');
    expect(queue.Properties.RedrivePolicy).toBeDefined();
    expect(subscriptions().find(({ Endpoint }) => stack.text(Endpoint) === `<${id}.Arn>`)).toMatchObject({
      Protocol: 'sqs',
      RawMessageDelivery: true,
      FilterPolicy: { sourceState: [{ exists: true }] },
      RedrivePolicy: expect.anything(),
    });
  });

  it('are queues of others, which the stack leaves as they are', () => {
    expect(subscriptions().find(({ Endpoint }) => Endpoint === THEIRS)).toMatchObject({
      FilterPolicy: {
        $or: [{ state: ['failed'], rendition: ['720p'] }, { sourceState: ['failed'] }],
        key: [{ prefix: 'in/' }],
      },
    });
    // Its own policy is its owner's: of no other queue than the stack's there is one.
    const queues = stack
      .all('AWS::SQS::QueuePolicy')
      .flatMap(([, { Properties }]) => Properties.Queues as object[]);
    expect(queues.filter(queue => !('Ref' in queue))).toEqual([]);
  });

  it('are addresses, which hear of whole sources where nothing else is said', () => {
    expect(subscriptions().find(({ Protocol }) => Protocol === 'email')).toMatchObject({
      Endpoint: 'ops@example.com',
      FilterPolicy: { sourceState: [{ exists: true }] },
    });
  });

  it('may be the default event bus, by a function that may do nothing else', () => {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-event-bridge');
    expect(Properties.Handler).toBe('eventBridge.handler');
    const policies = stack.all('AWS::IAM::Policy').filter(([id]) => id.startsWith('EventBridge'));
    const actions = JSON.stringify(policies);
    expect(actions).toContain('events:PutEvents');
    expect(actions).toContain('event-bus/default');
    expect(actions).not.toMatch(/s3:|dynamodb:|sns:/);
  });

  it('cannot wait for a rendition that nobody makes', async () => {
    const events = { queues: [{ name: 'done', renditions: ['721p'] }] };
    await expect(synthesize({ profile: { events } })).rejects.toThrow(
      'the rendition "721p", which is not made',
    );
  });
});

it.each([
  [{}, undefined],
  [{ prefix: 'in/' }, { key: [{ prefix: 'in/' }] }],
  [{ events: ['status' as const] }, { state: [{ exists: true }] }],
  [
    { events: ['status' as const], renditions: ['720p'] },
    { state: [{ exists: true }], rendition: ['720p'] },
  ],
  [{ events: ['status' as const, 'source' as const] }, undefined],
])('who hears of %j filters by %j', (heard, filter) => {
  expect(heardFilter(heard)).toEqual(filter);
});
