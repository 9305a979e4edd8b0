/** One thing that a plan settles, in words for whoever reads it. */
export interface Decision {
  what: string;
  choice: string;
  reason: string;
}
