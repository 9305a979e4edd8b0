import { beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../contract/environment.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

/** Where they are told. */
const LANES = ['fanreel-webhook-deliveries', 'fanreel-webhook-slow-deliveries'];

describe('webhooks', () => {
  let stack: Synthesized;
  beforeAll(async () => {
    stack = await synthesize({ profile: { webhooks: true, webhookRetryHours: 24 } });
  });

  it('hear of all that is told on the status topic, from a queue of their own', () => {
    const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-webhook-events');
    const own = stack
      .all('AWS::SNS::Subscription')
      .filter(([, { Properties }]) => stack.text(Properties.Endpoint) === `<${queue}.Arn>`);
    expect(own).toMatchObject([[expect.any(String), { Properties: { RawMessageDelivery: true } }]]);
    expect(own[0]?.[1].Properties.FilterPolicy).toBeUndefined();
  });

  it('are tried for as long as messages are kept, with a day to spare', () => {
    const { Properties } = queueOf('fanreel-webhook-deliveries');
    expect(Properties.MessageRetentionPeriod).toBeGreaterThanOrEqual(48 * 3_600);
    expect(told('fanreel-webhook-deliveries', 'webhookDeliveries').RETRY_HOURS).toBe(24);
  });

  it('are told ten side by side, within the time that a function has', () => {
    for (const name of LANES) {
      const { TIMEOUT_SECONDS } = told(name, 'webhookDeliveries');
      expect(functionOf(name).Properties.Timeout).toBeGreaterThan(2 * TIMEOUT_SECONDS);
    }
  });

  it('that take their time to answer are handed on from the first lane to the second, and to nowhere from there', () => {
    const [quick, slow] = LANES.map(name => told(name, 'webhookDeliveries'));
    expect(quick?.TIMEOUT_SECONDS).toBe(quick?.QUICK_SECONDS);
    expect(quick?.SLOW_QUEUE_URL).toBe(slow?.QUEUE_URL);
    expect(slow?.SLOW_QUEUE_URL).toBeUndefined();
    expect(slow?.TIMEOUT_SECONDS).toBe(15);
    expect(slow?.DLQ_URL).toBe(quick?.DLQ_URL);
  });

  it("have secrets that only who signs may read, and only those with the deployment's prefix", () => {
    const readers = stack
      .all('AWS::IAM::Role')
      .filter(([id]) =>
        stack.statements(id).some(({ Action }) => JSON.stringify(Action).includes('secretsmanager')),
      );
    expect(readers.map(([id]) => id).sort()).toEqual(LANES.map(roleOf).sort());
    const [grant] = stack
      .statements(roleOf('fanreel-webhook-deliveries'))
      .filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager'));
    expect(grant?.Action).toBe('secretsmanager:GetSecretValue');
    expect(JSON.stringify(grant?.Resource)).toContain(':secret:fanreel/webhooks/*');
  });

  it('lead to nothing else that a function may do: no job, no object, no other queue', () => {
    for (const name of ['fanreel-webhook-events', ...LANES]) {
      const granted = JSON.stringify(stack.statements(roleOf(name)));
      expect(granted, name).not.toMatch(/s3:|sns:|mediaconvert:|DeleteItem|Scan|LedgerTable/);
    }
  });

  it('are not there where the profile does not ask for them', async () => {
    const without = await synthesize({ profile: { webhooks: false } });
    expect(JSON.stringify(without.template)).not.toMatch(/webhook/i);
  });

  function queueOf(name: string) {
    return stack.one('AWS::SQS::Queue', 'QueueName', name)[1];
  }

  function functionOf(name: string) {
    return stack.one('AWS::Lambda::Function', 'FunctionName', name)[1];
  }

  function roleOf(name: string): string {
    return (functionOf(name).Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
  }

  function told<Name extends 'webhookDeliveries' | 'webhookEvents'>(name: string, file: Name) {
    const { Variables } = functionOf(name).Properties.Environment as { Variables: Record<string, unknown> };
    const texts = Object.entries(Variables).map(([key, value]) => [key, stack.text(value)]);
    return readEnvironment(file, Object.fromEntries(texts));
  }
});
