/** A source that cannot be made in pieces; the message says why in one sentence, for whoever chooses an engine. */
export class NotForSegments extends Error {
  override name = 'NotForSegments';
}
