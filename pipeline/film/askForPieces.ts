import type { Job } from '../../contract/job.ts';
import { type Cut, pieceNames } from '../../contract/ledger/film.ts';
import type { Ports } from '../ports/ports.ts';

/**
 * Asks a film's rendition for the pieces that are not noted as made yet, the sound first, which takes longest. Where all
 * are, it asks for one of them: whoever gets that finds out, and ends the film.
 */
export async function askForPieces(
  { jobId, queueUrl }: Pick<Job, 'jobId' | 'queueUrl'>,
  cut: Cut,
  { films, pieceRequests }: Pick<Ports, 'films' | 'pieceRequests'>,
): Promise<void> {
  const names = pieceNames(cut);
  const made = await films.made({ jobId, cut: cut.id });
  const missing = names.filter(name => !made.has(String(name)));
  const asked = missing.length > 0 ? missing : names.slice(0, 1);
  await pieceRequests.send(
    queueUrl,
    asked.map(piece => ({ jobId, cut: cut.id, piece })),
  );
}
