import { expect, it } from 'vitest';
import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { idlePartsOf } from '../../prices/idleParts.ts';
import { loadProfile } from '../../profiles/index.ts';
import { containersOn } from '../../profiles/schema/containers.ts';
import { SMALL_CLIPS } from '../fixtures/clipPresets.ts';
import { CONTAINERS } from './containers/onEcs.ts';
import { synthesize } from './support/synthesize.ts';

const THEIRS = 'arn:aws:sqs:us-east-1:000000000000:theirs';

it.each([
  ['staging', {}, 1],
  ['production', { webhooks: false }, 3],
  ['production', { alarmUsdPerHour: 5, alarmEmail: 'ops@example.com' }, 2],
  ['production', { events: { queues: [{ name: 'done' }, { arn: THEIRS }], eventBridge: true } }, 1],
  ['production', { segments: true, provisionedPollers: 4 }, 2],
  ['staging', { compute: { r0: 'ecs' as const }, containers: CONTAINERS }, 2],
  ['production', { compute: 'ecs' as const, containers: { ...CONTAINERS, maxWorkers: 30 } }, 1],
])(
  '%s with %j, %i renditions and clips that an API is told of has what its idle price counts',
  async (profileName, profile, renditions) => {
    const [preset] = [...(await loadPresets()).values()] as [Preset];
    const api = { baseUrl: 'https://cameras.example', timeoutSeconds: 5, retries: 1, clips: '/clips' };
    const presets = new Map<string, Preset>([
      ...Array.from({ length: renditions }, (_, index) => [`r${index}`, preset] as const),
      ['clips', { ...SMALL_CLIPS, api }],
    ]);
    // A layer costs nothing, and needs an ffmpeg that fits it.
    const chosen = { ...(await loadProfile(profileName)), ...profile };
    const stack = await synthesize({ profile: chosen, presets });

    const onEcs = [...presets.keys()].filter(name => containersOn(chosen, name) === 'ecs').length;
    const all = { renditions: renditions + 1, videos: renditions, callbacks: 1, onEcs };
    expect(idlePartsOf(chosen, all)).toEqual({
      alarms: stack.all('AWS::CloudWatch::Alarm').length,
      dashboards: stack.all('AWS::CloudWatch::Dashboard').length,
      keys: stack.all('AWS::KMS::Key').length,
      polledQueues: stack.all('AWS::Lambda::EventSourceMapping').length,
      pollers: stack
        .all('AWS::Lambda::EventSourceMapping')
        .reduce((sum, [, { Properties }]) => sum + (pollersOf(Properties) ?? 0), 0),
      natGateways: stack.all('AWS::EC2::NatGateway').length,
    });
  },
);

function pollersOf(properties: Record<string, unknown>): number | undefined {
  const { ProvisionedPollerConfig: pollers } = properties as {
    ProvisionedPollerConfig?: { MinimumPollers: number };
  };
  return pollers?.MinimumPollers;
}
