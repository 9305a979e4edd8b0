import { expect, it } from 'vitest';
import { tellContainers } from '../../contract/compute/tellContainers.ts';
import { loadPresets } from '../../presets/index.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import { idlePartsOf } from '../../prices/idleParts.ts';
import { loadProfile } from '../../profiles/index.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { SMALL_CLIPS } from '../fixtures/clipPresets.ts';
import { CONTAINERS } from '../fixtures/containers.ts';
import { synthesize } from './support/synthesize.ts';

const THEIRS = 'arn:aws:sqs:us-east-1:000000000000:theirs';

it.each<[string, Partial<Profile>, number]>([
  ['staging', {}, 1],
  ['production', { webhooks: false }, 3],
  ['production', { alarmUsdPerHour: 5, alarmEmail: 'ops@example.com' }, 2],
  ['production', { events: { queues: [{ name: 'done' }, { arn: THEIRS }], eventBridge: true } }, 1],
  ['production', { segments: true, provisionedPollers: 4 }, 2],
  ['staging', { compute: { r0: 'ecs' }, containers: CONTAINERS }, 2],
  ['production', { compute: 'ecs', containers: { ...CONTAINERS, maxWorkers: 30 } }, 1],
  [
    'production',
    { segments: true, provisionedPollers: 4, compute: { r0: 'kubernetes' }, containers: CONTAINERS },
    2,
  ],
  [
    'production',
    { compute: { clips: 'kubernetes' }, containers: { ...CONTAINERS, longJobs: 'kubernetes' } },
    2,
  ],
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

    const parts = [...presets].map(([name, { kind }]) => ({
      kind,
      hasCallback: kind === 'clip',
      containers: tellContainers(chosen, name, () => ''),
    }));
    expect(idlePartsOf(chosen, parts)).toEqual({
      alarms: stack.all('AWS::CloudWatch::Alarm').length,
      dashboards: stack.all('AWS::CloudWatch::Dashboard').length,
      keys: stack.all('AWS::KMS::Key').length,
      polledQueues: stack
        .all('AWS::Lambda::EventSourceMapping')
        .filter(([, { Properties }]) => Properties.Enabled !== false).length,
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
