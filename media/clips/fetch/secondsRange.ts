/** A part of a source, seconds of its own clock (clipPart.ts): from one moment on, and up to another. */
export interface SecondsRange {
  fromSeconds: number;
  toSeconds: number;
}
