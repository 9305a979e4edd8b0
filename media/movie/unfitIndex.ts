/** An MP4's or MOV's index by which its samples cannot be found, or not with certainty; the message says why in one sentence. */
export class UnfitIndex extends Error {
  override name = 'UnfitIndex';
}
