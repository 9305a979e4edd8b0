/** What the page's thread is to look into. */
export interface Inspected {
  id: number;
  /** A file of the reader's machine. */
  file: Blob;
  /** That it would have. */
  key: string;
}

/** What was found: a video with its facts, as the pipeline's own probe tells them, or why nothing would be made of it. */
export type Found =
  | { is: 'video'; probe: Record<string, unknown> }
  | { is: 'refused'; message: string }
  /** It cannot be read any more, or it cannot be looked into here. */
  | { is: 'unreadable'; message: string };

/** The thread's answer. */
export interface Inspection {
  id: number;
  found: Found;
}
