/** Why whole groups of pictures cannot be taken as they are; the message says it in one sentence, for whoever then encodes. */
export class CopyObstacle extends Error {
  override name = 'CopyObstacle';
}
