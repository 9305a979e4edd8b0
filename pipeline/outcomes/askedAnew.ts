/** A message that was received too often has been put back into its queue as a new one; this one is done. */
export class AskedAnew extends Error {
  override readonly name = 'AskedAnew';

  constructor() {
    super('It was received too often, and has been asked for anew.');
  }
}
