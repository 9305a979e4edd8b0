import { z } from 'zod';

export const PIECE = 'fanreel.piece/1';

/** Strict, as requests are. */
const pieceSchema = z.strictObject({
  schema: z.literal(PIECE),
  /** The film's. */
  jobId: z.string().min(1),
  /** Of the cut that it is a piece of: a film that is cut anew in another way is made of others. */
  cut: z.string().min(1),
  piece: z.union([z.int().min(0), z.literal('sound'), z.templateLiteral(['sound-', z.int().min(0)])]),
});

/** A piece of a film by its number, the sound of the whole, or a piece of that by its number. */
export type PieceName = z.infer<typeof pieceSchema>['piece'];

/** What asks one rendition's workers for a piece of a film. */
export type PieceRequest = Omit<z.infer<typeof pieceSchema>, 'schema'>;

/** Null for a message that asks for something else. @throws {z.ZodError} naming each field that is wrong. */
export function readPieceRequest(data: unknown): PieceRequest | null {
  if (typeof data !== 'object' || data === null || !('schema' in data) || data.schema !== PIECE) return null;
  const { schema: _, ...request } = pieceSchema.parse(data);
  return request;
}

/**
 * The message attribute that a request for a piece of pictures has its index in, as media/segments writes it. Not in the body,
 * which is strict: workers of before know of none, and read the source's.
 */
const INDEX_ATTRIBUTE = 'fanreel-index';

/** SQS bills by 64 KB of names, types, values and bodies: a message that has an index is one request, whoever sends or receives it. */
export const BILLED_BYTES = 64 * 1024;

/** What an index may have at the most; some 5 KB is usual. The rest is more than body and names have. */
export const MAX_INDEX_BYTES = BILLED_BYTES - 1_024;

/** A message's attributes: none where there is no index. */
export function writeIndexAttribute(
  index: Uint8Array | null,
): Record<string, { DataType: 'Binary'; BinaryValue: Uint8Array }> {
  return index ? { [INDEX_ATTRIBUTE]: { DataType: 'Binary', BinaryValue: index } } : {};
}

/** The index that a message has, whose attributes are told by their names, in base64; null where there is none. */
export function readIndexAttribute(attribute: (name: string) => string | undefined): Uint8Array | null {
  const value = attribute(INDEX_ATTRIBUTE);
  return value === undefined ? null : Buffer.from(value, 'base64');
}

/** A message's body. */
export function writePieceRequest(request: PieceRequest): string {
  return JSON.stringify({ schema: PIECE, ...request } satisfies z.infer<typeof pieceSchema>);
}
