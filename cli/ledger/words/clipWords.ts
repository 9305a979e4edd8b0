import type { ClipFacts, ClipStory, TakenPart } from '../../../contract/clips/clipStory.ts';
import type { LedgerJob } from '../../../contract/readJob.ts';
import { formatBytes, formatSeconds } from '../../terminal/units.ts';

/** Of a clip that waits, or came to nothing, why. */
export function waitingWords({ state, clip }: Pick<LedgerJob, 'state' | 'clip'>): string {
  const last = clip?.waits.at(-1);
  if (state !== 'pending' || !last) return clip?.why ?? '';
  return `${last.missing}; looks again at ${utc(last.nextAt)}`;
}

/** A clip's story, by what each line tells. */
export function clipRows({ clip, state, output }: Pick<LedgerJob, 'clip' | 'state' | 'output'>): string[][] {
  if (!clip) return [];
  const now = waitingWords({ state, clip });
  return [
    ['asked for', `${spanWords(clip.span)}, at ${utc(clip.askedAt)}`],
    ...clip.waits.map(({ count, missing, firstAt, lastAt }) => [
      'waited',
      `${count === 1 ? `a look at ${utc(firstAt)}` : `${count} looks, ${utc(firstAt)} to ${utc(lastAt)}`}: ${missing}`,
    ]),
    ...(now ? [[state, now]] : []),
    ...(clip.taken ?? []).map(part => ['cut from', takenWords(part)]),
    ...(clip.gaps ?? []).map(gap => ['gap', momentsWords(gap)]),
    ...(output?.clip ? [['cut', cutWords(output.clip)]] : []),
  ];
}

function spanWords(span: ClipStory['span']): string {
  if ('camera' in span) return `${span.camera} ${momentsWords(span)}`;
  return span.parts.map(({ key, from, to }) => `${key} ${from}-${to} s`).join(', ');
}

function takenWords({ bucket, key, fromSeconds, toSeconds, atSeconds }: TakenPart): string {
  return `s3://${bucket}/${key} ${rounded(fromSeconds)}-${rounded(toSeconds)} s, at ${rounded(atSeconds)} s`;
}

function momentsWords({ fromMs, toMs }: { fromMs: number; toMs: number }): string {
  return `${utc(fromMs)} to ${utc(toMs)} (${formatSeconds((toMs - fromMs) / 1_000)})`;
}

function cutWords({ cut, cutReason, earlierSeconds, readBytes }: ClipFacts): string {
  const earlier = earlierSeconds ? `begins ${rounded(earlierSeconds)} s earlier` : '';
  const read = readBytes === undefined ? '' : `${formatBytes(readBytes)} were read`;
  return [cut === 'copy' ? 'copied' : 'exact', cutReason, earlier, read].filter(Boolean).join('; ');
}

function rounded(seconds: number): string {
  return String(Math.round(seconds * 1_000) / 1_000);
}

function utc(moment: number | string): string {
  return new Date(moment).toISOString();
}
