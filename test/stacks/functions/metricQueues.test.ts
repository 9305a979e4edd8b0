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
    .filter(({ Action, Resource }) => asks(Action) && !isOwn(stack, Resource));
  return { stack, told: Variables.METRIC_QUEUE_URLS, granted };
}

function asks(action: unknown): boolean {
  return [action].flat().includes('sqs:GetQueueAttributes');
}

function isOwn(stack: Synthesized, resource: unknown): boolean {
  const [own] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-reconcile');
  return stack.text(resource) === `<${own}.Arn>`;
}

it('asks the queue of a rendition on ECS, which else nobody asks while there is no worker', async () => {
  const { stack, told, granted } = await askedOf({ compute: { '720p': 'ecs' }, containers: CONTAINERS });
  const [queue] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-720p');
  expect(stack.text(told)).toBe(`["<${queue}>"]`);
  expect(granted.map(({ Resource }) => stack.text(Resource))).toEqual([`<${queue}.Arn>`]);
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
