/** A part of a film that one worker makes. */
export interface Piece {
  kind: 'video' | 'sound';
  seconds: number;
}

/**
 * Pictures in pieces of about so many seconds, each a whole number of GOPs and none more than a GOP longer than another;
 * sound whole, which is null, or in pieces too.
 */
export function cutPieces(
  seconds: number,
  { pieceSeconds, soundSeconds }: { pieceSeconds: number; soundSeconds: number | null },
  gopSeconds: number,
): Piece[] {
  const sound = soundSeconds === null ? [seconds] : evenly(seconds, soundSeconds, soundSeconds / 10);
  // Sound first: in one piece it takes longer than any of the pictures.
  return [
    ...sound.map(length => ({ kind: 'sound' as const, seconds: length })),
    ...evenly(seconds, pieceSeconds, gopSeconds).map(length => ({ kind: 'video' as const, seconds: length })),
  ];
}

function evenly(seconds: number, about: number, unit: number): number[] {
  const units = Math.ceil(seconds / unit - 1e-9);
  const pieces = Math.max(1, Math.round(seconds / about));
  const ends = Array.from({ length: pieces }, (_, index) =>
    Math.min(seconds, Math.round(((index + 1) * units) / pieces) * unit),
  );
  return ends.map((end, index) => end - (ends[index - 1] ?? 0)).filter(length => length > 0);
}
