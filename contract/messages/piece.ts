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

/** A message's body. */
export function writePieceRequest(request: PieceRequest): string {
  return JSON.stringify({ schema: PIECE, ...request } satisfies z.infer<typeof pieceSchema>);
}
