import type { Preset } from '../../presets/schema/preset.ts';
import type { Wishes } from './wishes.ts';

/** What of wishes changes what comes out, and so makes it other work; all else is only told. */
export type MadeBy = Pick<Wishes, 'trim' | 'pictureTimes'>;

/**
 * By what of the wishes a rendition of this kind is made: of an upload every one is cut, and images have their moments. The
 * same moments are the same work, however they are said.
 */
export function madeBy(wishes: Wishes | undefined, kind: Preset['kind']): MadeBy {
  if (kind === 'clip') return {};
  const { from = 0, to } = wishes?.trim ?? {};
  const trim = { ...(from > 0 && { from }), ...(to !== undefined && { to }) };
  const pictureTimes = kind === 'image' ? wishes?.pictureTimes : undefined;
  return { ...(Object.keys(trim).length > 0 && { trim }), ...(pictureTimes && { pictureTimes }) };
}
