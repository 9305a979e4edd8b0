/** What of a file does not come out right yet, and who mends it. */
export interface Pending {
  video?: string;
  images?: string;
}

/**
 * For a short time only: files of the field whose expectation is right and not met yet. A test holds that each of them
 * still fails, so that whoever mends it is told to take its line away.
 */
export const pending: Record<string, Pending | undefined> = {};
