import type { Job } from '../../contract/job.ts';
import { type Cut, pieceNames, pieceOf } from '../../contract/ledger/film.ts';
import type { Piece } from '../../media/segments/index.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Asks a film's rendition for the pieces that are not noted as made yet, the sound first, which takes longest. Where all
 * are, it asks for one of them: whoever gets that finds out, and ends the film. `indexOf` is asked for the index of each piece of pictures.
 */
export async function askForPieces(
  { jobId, queueUrl }: Pick<Job, 'jobId' | 'queueUrl'>,
  cut: Cut,
  { films, pieceRequests }: Pick<Ports, 'films' | 'pieceRequests'>,
  indexOf: (piece: Piece) => Uint8Array | null,
): Promise<void> {
  const names = pieceNames(cut);
  const made = await films.made({ jobId, cut: cut.id });
  const missing = names.filter(name => !made.has(String(name)));
  const asked = missing.length > 0 ? missing : names.slice(0, 1);
  const requests = asked.map(name => {
    const piece = pieceOf(name, cut);
    return { jobId, cut: cut.id, piece: name, index: piece ? indexOf(piece) : null };
  });
  await pieceRequests.send(queueUrl, requests);
}
