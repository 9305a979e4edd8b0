import { describe, expect, it } from 'vitest';
import { type Evidence, standOf } from '../../../cli/stock/stand.ts';
import { readJob } from '../../../contract/readJob.ts';
import { job } from '../ledgerItem.ts';

const UPLOADED = Date.parse('2026-01-02T03:00:00.000Z');
const listed = (eTag: string) => ({ key: 'a.mp4', modified: UPLOADED, eTag, sizeBytes: 1 });
const output = { bucket: 'out', key: 'a.mp4', eTag: 'made' };

function stand(jobs: object[], evidence: Partial<Evidence> = {}): string {
  return standOf({
    source: listed('source'),
    jobs: jobs.map(more => readJob(job('a.mp4', '720p', 'complete', { presetHash: 'now', output, ...more }))),
    presetHash: 'now',
    output: listed('made'),
    ...evidence,
  });
}

describe('a rendition of a source', () => {
  it.each([
    ['good', [{}], {}],
    ['missing', [{}], { output: undefined }],
    ['missing', [], { output: undefined }],
    ['older', [{ presetHash: 'before' }], {}],
    // Made of a version that was written over since.
    ['missing', [{ createdAt: '2026-01-01T00:00:00.000Z' }], {}],
    ['unknown', [{ output: { ...output, eTag: 'another' } }], {}],
    ['unknown', [], {}],
    ['failed', [{ state: 'failed', output: undefined }], { output: undefined }],
    ['missing', [{ state: 'failed', output: undefined, presetHash: 'before' }], { output: undefined }],
    ['dropped', [{ state: 'dropped', output: undefined }], { output: undefined }],
    ...['queued', 'running', 'submitted', 'held'].map(
      state => ['open', [{ state, output: undefined }], { output: undefined }] as const,
    ),
  ] as const)('is %s by %j', (is, jobs, evidence) => {
    expect(stand([...jobs], evidence)).toBe(is);
  });

  it('goes by the job that began last', () => {
    const attempts = [{ startedAt: '2026-01-03T00:00:00.000Z' }];
    expect(stand([{}, { state: 'failed', output: undefined, attempts }])).toBe('failed');
  });
});
