import { posix } from 'node:path';
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { usdOf } from '../../../cli/ledger/figures.ts';
import type { PlannedJob } from '../../../cli/ledger/ledgerReader.ts';
import { CLIP_FILE, clipKey } from '../../../contract/clips/clipKeys.ts';
import { finalKey } from '../../../contract/keys/finalKey.ts';
import { imageKey } from '../../../contract/keys/imageKey.ts';
import type { Film } from '../../wire/looks/film.ts';
import { type Links, savedName } from './links.ts';

type Made = PlannedJob & { output: NonNullable<PlannedJob['output']> };

/** A job whose output is there. */
export function isThere(job: PlannedJob): job is Made {
  return job.output !== undefined && job.pruned === undefined;
}

/** Whether what was made are pictures: their list speaks for them. */
export function isPictures({ clip, output, source }: Made): boolean {
  return clip === undefined && output.key === finalKey(null, source.key);
}

/** A rendition that plays, with what the ledger tells of it. */
export async function renditionFilm(job: Made, links: Links): Promise<Film> {
  const { output, rendition, clip, source, engine } = job;
  // A clip's output is its manifest, beside which the clip is.
  const key = clip ? imageKey(clipKey(clip), CLIP_FILE) : output.key;
  const container = endingOf(key) ?? 'mp4';
  const { bucket, sizeBytes, durationSeconds, width, height, incomplete } = output;
  return {
    name: rendition,
    url: await links.to({ bucket, key }),
    downloadUrl: await links.to({ bucket, key, saveAs: savedName(source.key, rendition, container) }),
    ...{ container, sizeBytes, durationSeconds, width, height, engine },
    ...plannedFacts(job),
    usd: usdOf(job),
    isCutShort: incomplete !== undefined,
  };
}

export interface SourceOf {
  bucket: string;
  key: string;
  head: HeadObjectCommandOutput;
  /** One that was made of it, whose plan tells what was read of it. */
  job: PlannedJob | undefined;
}

/** The upload itself. */
export async function sourceFilm({ bucket, key, head, job }: SourceOf, links: Links): Promise<Film> {
  const { plan } = job ?? {};
  const read = plan && plan.kind !== 'clip' ? plan : undefined;
  const isTrimmed = job?.source.wishes?.trim !== undefined;
  return {
    name: 'source',
    url: await links.to({ bucket, key }),
    downloadUrl: await links.to({ bucket, key, saveAs: posix.basename(key) }),
    container: endingOf(key),
    ...(head.ContentLength !== undefined && { sizeBytes: head.ContentLength }),
    // Of a part of it the plan has the part's length.
    ...(read && !isTrimmed && { durationSeconds: read.durationSeconds }),
    ...(read && sourceFacts(read)),
    isCutShort: read?.incomplete ?? false,
  };
}

type VideoPlan = Extract<NonNullable<PlannedJob['plan']>, { kind: 'video' | 'image' }>;

function sourceFacts({ source: { width, height, fps, codec } }: VideoPlan): Partial<Film> {
  return { width, height, codec, ...(fps !== null && { fps }) };
}

function plannedFacts({ plan }: PlannedJob): Partial<Film> {
  const video = plan?.kind === 'clip' ? plan.output : plan;
  if (video?.kind !== 'video') return {};
  const { num, den } = video.video.fps;
  const { audio, quality } = video;
  return {
    ...{ codec: video.video.codec, fps: num / den },
    audio: audio ? `${audio.codec} ${audio.bitrateKbps} kbit/s` : 'none',
    ...(quality && { quality: `${quality.metric.toUpperCase()} at least ${quality.floor}` }),
  };
}

function endingOf(key: string): string | undefined {
  return posix.extname(key).slice(1).toLowerCase() || undefined;
}
