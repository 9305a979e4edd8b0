import type { MediaInfoTrack } from '../trackField.ts';

/** What MediaInfo tells as JSON; the fields of its tracks come from strangers, so they are read with care (trackField). */
interface Told {
  media?: { track?: MediaInfoTrack[] } | null;
}

/**
 * The tracks in what MediaInfo has told as JSON. Read here, for the library's own reading makes numbers of fields one by one, each
 * time with a copy of all fields before it.
 */
export function tracksTold(json: string): MediaInfoTrack[] {
  return (JSON.parse(json) as Told).media?.track ?? [];
}
