import { expect, it } from 'vitest';
import { loadPresets } from '../../../presets/index.ts';
import type { Profile } from '../../../profiles/schema/profile.ts';
import { CONTAINERS } from '../../fixtures/containers.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

/** What the reconcile function is told to ask, and of what it may. */
async function askedOf(profile: Partial<Profile>) {
  const stack = await synthesize({ profile, presets: await loadPresets() });
  const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-reconcile');
  const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
  const role = stack.text(Properties.Role).replace(/^<(\w+)\.Arn>$/, '$1');
  const granted = stack
    .statements(role)
    .filter(({ Action }) => asks(Action))
    .flatMap(({ Resource }) => [Resource].flat().map(one => stack.text(one)))
    .filter(arn => !isOwn(stack, arn));
  const isLong = (arn: string) => arn.endsWith('-long');
  return {
    ...{ stack, told: Variables.METRIC_QUEUE_URLS },
    ...{ granted: granted.filter(arn => !isLong(arn)), ofLongJobs: granted.filter(isLong) },
  };
}

function asks(action: unknown): boolean {
  return [action].flat().includes('sqs:GetQueueAttributes');
}

function isOwn(stack: Synthesized, arn: string): boolean {
  const [own] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-reconcile');
  return arn === `<${own}.Arn>`;
}

it('asks the queue of a rendition on ECS, which else nobody asks while there is no worker', async () => {
  const { stack, told, granted } = await askedOf({ compute: { '720p': 'ecs' }, containers: CONTAINERS });
  const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
  expect(stack.text(told)).toBe(`["<${queue}>"]`);
  expect(granted).toEqual([`<${queue}.Arn>`]);
});

it.each<[string, Partial<Profile>]>([
  ['functions', {}],
  [
    'containers on Kubernetes, where KEDA asks',
    { compute: { '720p': 'kubernetes' }, containers: CONTAINERS },
  ],
])('asks none of %s', async (_, profile) => {
  const { told, granted } = await askedOf(profile);
  expect(told).toBeUndefined();
  expect(granted).toEqual([]);
});

it.each<[string, Partial<Profile>]>([
  ['containers take', { containers: { ...CONTAINERS, longJobs: 'kubernetes' } }],
  ['no containers take any more, whose queue went with its messages', {}],
])('may ask whether long jobs still wait that %s', async (_, profile) => {
  const { ofLongJobs } = await askedOf(profile);
  expect(ofLongJobs.map(arn => arn.split(':').at(-1))).toEqual(
    expect.arrayContaining(['fanreel-720p-long', 'fanreel-1080p-long']),
  );
});
