import { CLIP, type ClipRequest, type ClipSpan } from '../../../contract/messages/clip.ts';
import { RENDITION_ATTRIBUTE } from '../../../contract/messages/request.ts';
import { refuse } from '../../../failures/refuse.ts';
import type { ClipPreset } from '../../../presets/schema/preset.ts';
import type { SourceRequest } from '../../uploads/parseMessage.ts';
import type { Rendition } from '../../worker/worker.ts';

/** The preset of a rendition of clips. @throws {WorkError} input/bad-message where it is one of something else. */
export function clipPresetOf({ name, preset }: Pick<Rendition, 'name' | 'preset'>): ClipPreset {
  if (preset.kind === 'clip') return preset;
  return refuse(
    'bad-message',
    `The message asks for a clip, and "${name}" is none: publish a ${CLIP} with the attribute "${RENDITION_ATTRIBUTE}", which names a rendition of clips.`,
  );
}

/** Clips are asked for, and not made of uploads. @throws {WorkError} input/bad-message. */
export function refuseUploads(
  sources: readonly SourceRequest[],
  { name, preset }: Pick<Rendition, 'name' | 'preset'>,
): void {
  if (preset.kind !== 'clip' || sources.length === 0) return;
  refuse(
    'bad-message',
    `The message asks for all of "${sources[0]?.key}", and "${name}" cuts clips: ask for one by a ${CLIP}.`,
  );
}

/** @throws {WorkError} input/clip-too-long. */
export function refuseTooLong({ span }: ClipRequest, { longestSeconds }: ClipPreset): void {
  const seconds = secondsOf(span);
  if (seconds <= longestSeconds) return;
  const field = 'parts' in span ? 'parts' : 'to';
  refuse(
    'clip-too-long',
    `${field}: the clip would be ${seconds} s long, and ${longestSeconds} s are the most that its preset allows.`,
  );
}

/** How long a clip is to be, to the millisecond: parts add up to a little more in binary fractions. */
function secondsOf(span: ClipSpan): number {
  if ('parts' in span) {
    return Math.round(span.parts.reduce((sum, { from, to }) => sum + to - from, 0) * 1_000) / 1_000;
  }
  return (span.toMs - span.fromMs) / 1_000;
}
