/** A message that was received too often has been put back into its queue as a new one; this one is done. */
export class AskedAnew extends Error {
  override readonly name = 'AskedAnew';

  constructor(because = 'It was received too often') {
    super(`${because}, and has been asked for anew.`);
  }
}
