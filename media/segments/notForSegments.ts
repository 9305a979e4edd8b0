/** A source that cannot be made in pieces; the message says why in one sentence, for whoever chooses an engine. */
export class NotForSegments extends Error {
  override name = 'NotForSegments';
}

/** A source that can be made in pieces, but not its sound: that is one piece then. The message says why in one sentence. */
export class SoundNotInPieces extends NotForSegments {
  override name = 'SoundNotInPieces';
}
