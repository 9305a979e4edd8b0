import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cluster, inCluster } from '../../../dashboard/reads/cluster/inCluster.ts';
import { readWorkers } from '../../../dashboard/reads/cluster/readWorkers.ts';
import { openStillStack } from '../../cli/stillStack.ts';
import { servePage } from '../servedPage.ts';
import { type ClusterApi, startClusterApi } from './clusterApi.ts';

let api: ClusterApi;

beforeEach(async () => {
  api = await startClusterApi();
});
afterEach(() => api.close());

function cluster() {
  const found = inCluster(api.env, api.folder);
  if (!found) throw new Error('There is no cluster.');
  return found;
}

const pod = (name: string, status: object, more: object = {}) => ({
  metadata: { name, labels: { 'fanreel/rendition': name.split('-')[0] }, ...more },
  spec: { nodeName: 'ip-10-0-0-7' },
  status,
});

const tells = (...items: object[]) => ({ status: 200, body: { kind: 'PodList', metadata: {}, items } });

describe("the workers' pods", () => {
  it('are asked for in the own namespace alone, by their labels, over a connection that the cluster has signed', async () => {
    api.answer = () => tells();
    expect(await readWorkers(cluster(), 'fanreel')).toEqual([]);
    const [{ path, token } = { path: '', token: '' }] = api.asked;
    const { pathname, searchParams } = new URL(path, 'https://cluster');
    expect([pathname, token]).toEqual(['/api/v1/namespaces/video/pods', 'first']);
    expect(searchParams.get('labelSelector')).toBe(
      'app.kubernetes.io/name=fanreel,app.kubernetes.io/instance=fanreel,app.kubernetes.io/component=worker',
    );
  });

  it('say how they are and why, by rendition, the newest first', async () => {
    api.answer = () =>
      tells(
        pod('720p-a', { phase: 'Running', startTime: '2026-11-27T01:00:00Z' }),
        pod('720p-b', { phase: 'Running', startTime: '2026-11-27T01:05:00Z' }),
        pod('480p-a', { phase: 'Running' }, { deletionTimestamp: '2026-11-27T01:06:00Z' }),
        pod('1080p-a', {
          phase: 'Failed',
          containerStatuses: [{ state: { terminated: { reason: 'OOMKilled' } } }],
        }),
        pod('1080p-b', {
          phase: 'Pending',
          containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }],
        }),
        {
          metadata: { name: '2160p-a', labels: { 'fanreel/rendition': '2160p' } },
          status: {
            phase: 'Pending',
            conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }],
          },
        },
        pod('4320p-a', { phase: 'Failed', reason: 'Evicted' }),
      );
    const workers = await readWorkers(cluster(), 'fanreel');
    expect(workers.map(({ name, phase, reason = '' }) => [name, phase, reason])).toEqual([
      ['480p-a', 'Terminating', ''],
      ['720p-b', 'Running', ''],
      ['720p-a', 'Running', ''],
      ['1080p-a', 'Failed', 'OOMKilled'],
      ['1080p-b', 'Pending', 'ImagePullBackOff'],
      ['2160p-a', 'Pending', 'Unschedulable'],
      ['4320p-a', 'Failed', 'Evicted'],
    ]);
    expect(workers[1]).toMatchObject({ node: 'ip-10-0-0-7', startedAt: '2026-11-27T01:05:00Z' });
    expect(workers[5]).not.toHaveProperty('node');
  });

  it('are all there, also where the cluster tells of them bit by bit', async () => {
    api.answer = ({ url = '' }) => {
      const isFirst = !url.includes('continue=');
      const items = [pod(isFirst ? '720p-a' : '720p-b', { phase: 'Running' })];
      return { status: 200, body: { metadata: isFirst ? { continue: 'a/b+c=' } : {}, items } };
    };
    expect(await readWorkers(cluster(), 'fanreel')).toHaveLength(2);
    expect(new URL(api.asked[1]?.path ?? '', 'https://cluster').searchParams.get('continue')).toBe('a/b+c=');
  });

  it('are asked for by the token that is there by then, for each is good for an hour', async () => {
    api.answer = () => tells();
    const found = cluster();
    await readWorkers(found, 'fanreel');
    api.setToken('second');
    await readWorkers(found, 'fanreel');
    expect(api.asked.map(({ token }) => token)).toEqual(['first', 'second']);
  });

  it('are not to be had, in one sentence, where the service account may not list them', async () => {
    api.answer = () => ({ status: 403, body: { kind: 'Status', reason: 'Forbidden' } });
    await expect(readWorkers(cluster(), 'fanreel')).rejects.toThrow(
      'The cluster does not tell the dashboard of its pods (403: its service account may not, apply the manifests again).',
    );
  });

  it('are asked of nobody whose certificate the cluster has not signed', async () => {
    const other = await startClusterApi();
    try {
      api.answer = () => tells();
      const { ca } = inCluster(other.env, other.folder) ?? {};
      const found = { ...cluster(), ca: ca ?? '' };
      await expect(readWorkers(found, 'fanreel')).rejects.toThrow(
        /^The cluster's API does not answer \(.+\)\.$/,
      );
      expect(api.asked).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('the dashboard', () => {
  const answerOf = async (found?: Cluster) => {
    const stack = await openStillStack();
    const page = await servePage(stack.endpoint, found);
    try {
      const answer = await fetch(`http://${page.at}/api/workers`);
      return [answer.status, await answer.json()];
    } finally {
      await page.close();
      await stack.close();
    }
  };

  it('tells of them where it runs in a cluster', async () => {
    api.answer = () => tells(pod('720p-a', { phase: 'Running' }));
    const worker = { name: '720p-a', rendition: '720p', phase: 'Running', node: 'ip-10-0-0-7' };
    expect(await answerOf(cluster())).toEqual([200, { workers: [worker] }]);
  });

  it('says why where it is not told', async () => {
    api.answer = () => ({ status: 401, body: {} });
    const message = 'The cluster does not tell the dashboard of its pods (401).';
    expect(await answerOf(cluster())).toEqual([502, { message }]);
  });

  it('tells of none elsewhere', async () => {
    expect(await answerOf()).toEqual([200, { workers: null }]);
  });
});

it('a process that is in no cluster, or has no token of it, asks none', () => {
  expect(inCluster({}, api.folder)).toBeUndefined();
  rmSync(join(api.folder, 'token'));
  expect(inCluster(api.env, api.folder)).toBeUndefined();
});
