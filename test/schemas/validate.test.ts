import { describe, expect, it } from 'vitest';
import { writeClipManifest } from '../../contract/clips/clipManifest.ts';
import { writeClipRequest } from '../../contract/messages/clip.ts';
import { clipResultOf, writeClipResult } from '../../contract/messages/clipResult.ts';
import { writeReconcileRequest } from '../../contract/messages/reconcile.ts';
import { writeRequest } from '../../contract/messages/request.ts';
import { writeSourceEvent } from '../../contract/messages/source.ts';
import { writeStatus } from '../../contract/messages/status.ts';
import { newsOf, writePayload } from '../../contract/webhooks/payload.ts';
import { loneSidecarNews } from '../../pipeline/notify/loneSidecar.ts';
import { statusOf } from '../../pipeline/notify/statusOf.ts';
import { attempt, job } from '../handlers/support/jobs.ts';
import { FAILED, notice } from '../pipeline/runs/notices.ts';
import { problemsOf, SCHEMAS, schemaOf } from './validator.ts';

const WISHES = { trim: { from: 2, to: 5.5 }, title: 'Ü 🎬', metadata: { shop: 'north' } };
const SPAN = { camera: 'gate', fromMs: 1_764_150_000_000, toMs: 1_764_150_060_000 };
const VIDEO = { key: 'a.mp4', sizeBytes: 1, durationSeconds: 1, width: 2, height: 2 };
const SIDECAR = loneSidecarNews({ bucket: 'in', key: 'a.mp4.json', version: 'v1', video: 'a.mp4' });

const wishing = { source: { ...job().source, wishes: WISHES } };
const held = { budget: 'perJobUsd', limitUsd: 1, usd: 2, paidUsd: 0, at: '2026-11-20T10:00:00.000Z' };
const dropped = { by: 'ann', at: '2026-11-20T10:00:00.000Z', was: 'failed' };
const RESULT = clipResultOf({
  ...{ request: { clipId: 'c1', span: SPAN }, state: 'complete', bucket: 'out' },
  ...{
    gaps: [{ fromMs: 0, toMs: 1 }],
    files: { key: 'a.mp4', thumbnail: { key: 'a-{size}.jpg', sizes: [320] } },
  },
});

/** One of each kind, as it is written. */
const WRITTEN: [string, string, string][] = [
  [
    'status-1.json',
    'of a job that is complete',
    writeStatus(statusOf(job({ attempts: [attempt(), attempt()], ...wishing }))),
  ],
  ['status-1.json', 'of a job that failed', writeStatus(statusOf(job(FAILED)))],
  [
    'status-1.json',
    'of a job that is held',
    writeStatus(statusOf(job({ state: 'held', output: undefined, held }))),
  ],
  [
    'status-1.json',
    'of a job that was dropped',
    writeStatus(statusOf(job({ state: 'dropped', output: undefined, dropped }))),
  ],
  ['source-1.json', 'of a file of wishes alone', writeSourceEvent(SIDECAR)],
  ['webhook-1.json', 'of a status', writePayload(newsOf(notice('720p', '10:00:31')), 7)],
  [
    'request-1.json',
    'with wishes',
    writeRequest({
      source: { bucket: 'in', key: 'a.mp4' },
      force: true,
      wishes: { ...WISHES, trim: { from: '00:01:02' } },
    }),
  ],
  ['clip-1.json', 'of a camera', writeClipRequest({ clipId: 'c1', span: SPAN, force: false })],
  [
    'clip-1.json',
    'of parts',
    writeClipRequest({
      clipId: 'c1',
      span: { parts: [{ key: 'a.mp4', from: 0, to: 1 }] },
      force: true,
      reason: 'why',
    }),
  ],
  [
    'wish-1.json',
    'beside a video',
    JSON.stringify({ schema: 'fanreel.wish/1', ...WISHES, pictureTimes: ['50%', 3] }),
  ],
  ['reconcile-1.json', 'of a person', writeReconcileRequest({ id: 'r1', dryRun: true })],
  [
    'clip-manifest-1.json',
    'of a clip',
    writeClipManifest({
      ...{
        clipId: 'c1',
        span: SPAN,
        rendition: 'clips',
        jobId: 'j1',
        video: VIDEO,
        cut: 'exact',
        warnings: [],
        images: [],
      },
    }),
  ],
  ['clip-result-1.json', 'of a clip that is there', RESULT ? writeClipResult(RESULT) : ''],
  [
    'images-1.json',
    'of one image',
    JSON.stringify({
      ...{
        schema: 'fanreel.images/1',
        source: { bucket: 'in', key: 'a.mp4', version: 'v1' },
        rendition: 'thumbnails',
      },
      ...{ durationSeconds: 1, incomplete: { seconds: 1, missingSeconds: null } },
      images: [
        { role: 'poster', key: 'a.jpg', seconds: 1, askedSeconds: 1, width: 2, height: 2, sizeBytes: 3 },
      ],
    }),
  ],
];

it('each schema is tried', () => {
  expect([...new Set(WRITTEN.map(([file]) => file))].sort()).toEqual([...SCHEMAS].sort());
});

describe.each(WRITTEN)('%s %s', (file, _what, body) => {
  it('is as its schema says', () => {
    expect(problemsOf(file, body)).toEqual([]);
  });

  it('is not without what has to be there', () => {
    const { schema: _, source: __, clipId: ___, data: ____, ...rest } = JSON.parse(body);
    expect(problemsOf(file, JSON.stringify({ ...rest, trim: { from: 'noon' } }))).not.toEqual([]);
  });
});

it('what is told may be added to, and what is asked for may not', () => {
  const added = (body: string) => JSON.stringify({ ...JSON.parse(body), newField: 1 });
  const problems = WRITTEN.map(([file, , body]) => [file, problemsOf(file, added(body)).length > 0] as const);
  const closed = new Set(problems.filter(([, wrong]) => wrong).map(([file]) => file));
  expect([...closed].sort()).toEqual(['clip-1.json', 'reconcile-1.json', 'request-1.json', 'wish-1.json']);
});

it.each(['status-1.json', 'source-1.json'])('each field of %s says what it is', file => {
  const { properties, $defs } = schemaOf(file);
  // Of clips the fields are those of another program's call-back.
  const { ClipResult: _, ...parts } = $defs;
  const fields = [['', { properties }], ...Object.entries(parts)].flatMap(([name, part]) =>
    undescribed(part as Part, String(name)),
  );
  expect(fields).toEqual([]);
});

interface Part {
  description?: string;
  $ref?: string;
  const?: unknown;
  properties?: Record<string, Part>;
  items?: Part;
}

function undescribed({ properties = {}, items }: Part, path: string): string[] {
  const own = Object.entries(properties).flatMap(([name, field]) => {
    const { description = '', $ref, const: fixed } = field;
    const isSaid = description !== '' || $ref !== undefined || fixed !== undefined;
    return [...(isSaid ? [] : [`${path}.${name}`]), ...undescribed(field, `${path}.${name}`)];
  });
  return items ? [...own, ...undescribed(items, path)] : own;
}
