import { beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../contract/environment.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import { SMALL_CLIPS } from '../../fixtures/clipPresets.ts';
import { type Synthesized, synthesize } from '../support/synthesize.ts';

const api: ClipPreset['api'] = {
  baseUrl: 'https://cameras.example.com/v1',
  secret: { header: 'x-api-key', name: 'cameras/api-key' },
  ...{ timeoutSeconds: 10, retries: 2, clips: '/cameras/clips' },
};

describe('a preset of clips whose API is told of them', () => {
  let stack: Synthesized;
  beforeAll(async () => {
    stack = await synthesize({ presets: new Map([['cuts', { ...SMALL_CLIPS, api }]]) });
  });

  it('has a queue for that, which hears of ends of these clips alone', () => {
    const filters = stack.all('AWS::SNS::Subscription').map(([, { Properties }]) => Properties.FilterPolicy);
    expect(filters).toContainEqual({
      rendition: ['cuts'],
      state: ['complete', 'pending', 'not-available', 'out-of-range', 'failed'],
    });
    const [, { Properties }] = stack.one('AWS::SQS::Queue', 'QueueName', 'fanreel-cuts-callback');
    expect(Properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 12 });
  });

  it('tells its function the API, and never the secret itself', () => {
    const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', 'fanreel-cuts-callback');
    const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
    const told = Object.fromEntries(
      Object.entries(Variables).map(([key, value]) => [key, stack.text(value)]),
    );
    expect(readEnvironment('callback', told).API).toEqual(api);
    expect(Properties.Timeout).toBe(35);
  });

  it('lets both of its functions read that secret and no other', () => {
    for (const name of ['fanreel-cuts', 'fanreel-cuts-callback']) {
      const [, { Properties }] = stack.one('AWS::Lambda::Function', 'FunctionName', name);
      const roleId = (Properties.Role as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0] as string;
      const about = stack
        .statements(roleId)
        .filter(({ Action }) => JSON.stringify(Action).includes('secretsmanager'));
      expect(about).toHaveLength(1);
      expect(JSON.stringify(about)).toContain(':secret:cameras/api-key-??????');
    }
  });
});
