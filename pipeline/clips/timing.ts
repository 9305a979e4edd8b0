import type { ClipStory } from '../../contract/clips/clipStory.ts';
import type { ClipPreset } from '../../presets/schema/preset.ts';
import { clipWaitSeconds } from '../../profiles/schema/clipReceives.ts';
import type { Settings } from '../worker/settings.ts';

/** A message may be out of sight for twelve hours at most; less leaves it time to be received. Milliseconds. */
const MAX_HIDDEN_MS = 43_000_000;

type Spanned = Pick<ClipStory, 'span' | 'askedAt'>;
type Limits = Pick<ClipPreset, 'pendingSeconds' | 'outOfRangeSeconds'>;

/** Until when recordings are waited for, milliseconds since 1970: from the later of its asking and its end on. */
export function waitsUntil(clip: Spanned, { pendingSeconds }: Limits): number {
  return waitsFrom(clip) + pendingSeconds * 1_000;
}

/** Why no recording is looked for, a sentence; null where one is. */
export function outOfRange({ span, askedAt }: Spanned, limits: Limits): string | null {
  if ('parts' in span) return null;
  const askedMs = Date.parse(askedAt);
  const { outOfRangeSeconds, pendingSeconds } = limits;
  if (span.fromMs < askedMs - outOfRangeSeconds * 1_000) {
    return `It begins at ${iso(span.fromMs)}, more than ${outOfRangeSeconds} s before it was asked for, and no recordings of so long ago are looked for.`;
  }
  if (span.toMs > askedMs + pendingSeconds * 1_000) {
    return `It ends at ${iso(span.toMs)}, more than ${pendingSeconds} s after it was asked for, and is not waited for so long.`;
  }
  return null;
}

/** When the next look for recordings is, milliseconds since 1970: once it has ended, and then ever more rarely. */
export function nextLook(
  clip: Spanned,
  now: number,
  limits: Limits,
  settings: Pick<Settings, 'retrySeconds'>,
): number {
  const from = waitsFrom(clip);
  if (now < from) return Math.min(from, now + MAX_HIDDEN_MS);
  const next = now + clipWaitSeconds((now - from) / 1_000, settings) * 1_000;
  // The last look is at the very limit.
  return Math.max(now + 1_000, Math.min(next, waitsUntil(clip, limits)));
}

function waitsFrom({ span, askedAt }: Spanned): number {
  const askedMs = Date.parse(askedAt);
  return 'parts' in span ? askedMs : Math.max(askedMs, span.toMs);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
