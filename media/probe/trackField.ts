/** One track as MediaInfo reports it. Its fields come from strangers' files: any may be missing or nonsense. */
export type MediaInfoTrack = Record<string, unknown>;

/** The field's text; MediaInfo joins what container and stream say with ` / `: the first counts. */
export function textField(track: MediaInfoTrack, name: string): string | null {
  const value = track[name];
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return String(value).split(' / ')[0]?.trim() || null;
}

/** The field as a finite number above zero, else null. */
export function positiveField(track: MediaInfoTrack, name: string): number | null {
  const value = Number.parseFloat(textField(track, name) ?? '');
  return Number.isFinite(value) && value > 0 ? value : null;
}
