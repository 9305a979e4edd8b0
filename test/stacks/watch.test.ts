import { beforeAll, describe, expect, it } from 'vitest';
import { loadPresets } from '../../presets/index.ts';
import { type Synthesized, synthesize } from './support/synthesize.ts';
import { dashboardWidgets, metricsOfAlarms } from './support/watchedMetrics.ts';

let stack: Synthesized;
let renditions: string[];

beforeAll(async () => {
  stack = await synthesize({ profile: { prefix: 'studio', alarmUsdPerHour: 5 } });
  renditions = [...(await loadPresets()).keys()];
});

describe('the alarms', () => {
  it('have names of their own, under the prefix', () => {
    const names = alarms().map(({ AlarmName }) => AlarmName as string);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^studio-/);
  });

  it('each say what to look at and what to do', () => {
    for (const { AlarmName, AlarmDescription } of alarms()) {
      const [happened, ...runbook] = String(AlarmDescription).split(/(?<=\.) (?=[A-Z])/);
      expect(happened, String(AlarmName)).toMatch(/\w+ \w+ \w+/);
      expect(runbook.join(' ').split(' ').length, `${AlarmName}: ${AlarmDescription}`).toBeGreaterThan(6);
      expect(String(AlarmDescription).length).toBeLessThanOrEqual(1_024); // CloudWatch's limit
    }
  });

  it('are silent while nothing is reported, but for overdue sources, which stay so until the next sweep', () => {
    for (const { AlarmName, TreatMissingData } of alarms()) {
      const expected = String(AlarmName).endsWith('-overdue') ? 'ignore' : 'notBreaching';
      expect(TreatMissingData, String(AlarmName)).toBe(expected);
    }
  });

  it('watch presets at fault, disturbances, overdue sources and cost of each rendition', () => {
    const watched = metricsOfAlarms(stack).map(({ name, dimensions }) => `${name} ${dimensions.join(' ')}`);
    for (const rendition of renditions) {
      for (const name of [
        'failures-preset',
        'failures-transient',
        'overdue',
        'usd-ffmpeg',
        'usd-mediaconvert',
      ])
        expect(watched).toContain(`${name} rendition=${rendition} service=studio`);
    }
  });

  it('know no limit of cost that the profile does not set', async () => {
    const without = await synthesize();
    expect(metricsOfAlarms(without).filter(({ name }) => name.startsWith('usd-'))).toEqual([]);
  });

  function alarms(): Record<string, unknown>[] {
    return stack.all('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties);
  }
});

describe('the dashboard', () => {
  it('has a row for each rendition, below one for all', () => {
    expect(stack.all('AWS::CloudWatch::Dashboard')).toHaveLength(1);
    stack.one('AWS::CloudWatch::Dashboard', 'DashboardName', 'studio');
    const headings = dashboardWidgets(stack).flatMap(({ properties }) => properties.markdown ?? []);
    expect(headings).toEqual(['All renditions', ...renditions].map(name => `## ${name}`));
  });

  it('shows every function and every queue', () => {
    const shown = JSON.stringify(dashboardWidgets(stack));
    for (const [id, { Properties }] of stack.all('AWS::Lambda::Function')) {
      if (Properties.FunctionName) expect(shown).toContain(`<${id}>`);
    }
    for (const [id] of stack.all('AWS::SQS::Queue')) expect(shown).toContain(`<${id}.QueueName>`);
  });
});

describe('tracing', () => {
  it('is on for every function of its own, and for the topics that a video and its news pass', () => {
    for (const [, { Properties }] of stack.all('AWS::Lambda::Function')) {
      if (Properties.FunctionName) expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    }
    for (const name of ['studio-uploads', 'studio-status']) {
      const [, { Properties }] = stack.one('AWS::SNS::Topic', 'TopicName', name);
      expect(Properties.TracingConfig).toBe('Active');
    }
  });

  it("lets SNS write traces for this account's topics under the prefix, and for no others", () => {
    const [, { Properties }] = stack.one('AWS::XRay::ResourcePolicy', 'PolicyName', 'studio-sns-tracing');
    const { Statement } = JSON.parse(stack.text(Properties.PolicyDocument)) as { Statement: object[] };
    expect(Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '<AWS::AccountId>' },
          StringLike: { 'aws:SourceArn': expect.stringMatching(/:sns:.*:studio-\*$/) },
        },
      },
    ]);
  });
});
