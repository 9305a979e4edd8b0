import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { type LogParts, readLog } from '../../dashboard/reads/looks/readLog.ts';

/** A job that one attempt has made, of a stack whose 720p has pods. */
function partsOf({ compute, hasPods }: { compute?: 'container'; hasPods: boolean }): LogParts {
  const job = {
    jobId: 'j1',
    rendition: '720p',
    createdAt: '2026-01-02T03:04:05.000Z',
    attempts: [{ compute }],
  };
  const podRoleArn = hasPods ? { podRoleArn: 'arn:aws:iam::123456789012:role/pods' } : {};
  const timestamp = Date.parse('2026-01-02T03:05:00.000Z');
  const events = [{ timestamp, message: '{"level":"INFO","message":"Attempt 1 begins.","jobId":"j1"}\n' }];
  return {
    logs: { send: async () => ({ events }) } as unknown as CloudWatchLogsClient,
    ledger: { ofIds: async () => new Map([['j1', job]]) } as unknown as LogParts['ledger'],
    deployment: {
      renditions: [{ name: '720p', logGroup: 'logs', ...podRoleArn }],
      cluster: { namespace: 'video' },
    } as unknown as LogParts['deployment'],
  };
}

it('tells a job’s lines with all that they say', async () => {
  const { lines, isWhole, elsewhere } = await readLog(
    partsOf({ compute: 'container', hasPods: false }),
    'j1',
  );
  expect(lines).toMatchObject([
    { at: '2026-01-02T03:05:00.000Z', level: 'INFO', message: 'Attempt 1 begins.' },
  ]);
  expect([isWhole, elsewhere]).toEqual([true, undefined]);
});

it('says where the lines of pods are, of what pods made', async () => {
  const [inPods, inFunction] = await Promise.all([
    readLog(partsOf({ compute: 'container', hasPods: true }), 'j1'),
    readLog(partsOf({ hasPods: true }), 'j1'),
  ]);
  expect(inPods.elsewhere).toBe(
    'kubectl --namespace video logs --prefix --tail=-1 --selector fanreel/rendition=720p | grep j1',
  );
  expect(inFunction.elsewhere).toBeUndefined();
});

it('says of a job that the ledger does not have that there is none', async () => {
  const parts = partsOf({ hasPods: false });
  const ledger = { ...parts.ledger, ofIds: async () => new Map() };
  await expect(readLog({ ...parts, ledger }, 'j2')).rejects.toThrow('The ledger has no job j2.');
});
