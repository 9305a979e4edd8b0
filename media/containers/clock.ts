import type { Mp4Index, Mp4Track } from './mp4/mp4Index.ts';

/** How a source's container keeps time: what its packets alone do not tell. */
export interface Clock {
  /** Each packet's duration is that of a table, and not a guess from a rate (MP4, MOV). */
  exactDurations: boolean;
  /** How much of the video its edit list shows, seconds; null where there is none, or it does not say. */
  editSeconds: number | null;
  /** How long the longest of its samples lasts by the index, seconds; null where there is none. */
  longestSeconds: number | null;
  /** The edit list tells where to begin and no length: ffmpeg takes that for nothing at all. */
  openEdits: boolean;
  /** Frames are numbered, and have no times (AVI). */
  numbered: boolean;
  /** An edit list says where its zero is; absent where that was not looked for. */
  hasEdits?: boolean;
}

/** `track` is the video's id in the index. */
export function clockOf(container: string, index: Mp4Index | null, track: number | null): Clock {
  const video = index?.tracks.find(({ id }) => id === track);
  return {
    exactDurations: index !== null,
    editSeconds: editSeconds(video?.edits ?? []),
    longestSeconds: video?.longestSeconds ?? null,
    openEdits: index?.tracks.some(isOpen) ?? false,
    numbered: container === 'avi',
    hasEdits: index?.tracks.some(({ edits }) => edits.length > 0) ?? false,
  };
}

/** Without the empty edits, which only put things off. */
function editSeconds(edits: Mp4Track['edits']): number | null {
  const shown = edits.filter(({ isEmpty }) => !isEmpty);
  const seconds = shown.reduce((sum, edit) => sum + edit.seconds, 0);
  return seconds > 0 && shown.every(edit => edit.seconds > 0) ? seconds : null;
}

function isOpen({ edits, frames }: Mp4Track): boolean {
  return frames > 0 && edits.some(({ isEmpty, seconds }) => !isEmpty && seconds === 0);
}
