import type { Output } from '../../contract/job.ts';
import { outputKey } from '../../contract/keys/outputKey.ts';
import { filesOf, pieceNames, type StagedFile, type Step, soundNames } from '../../contract/ledger/film.ts';
import { atBench } from '../bench/atBench.ts';
import { alreadyPublished } from '../publish/alreadyPublished.ts';
import type { QueueMessage } from '../worker/queueMessage.ts';
import type { Worker } from '../worker/worker.ts';
import { doStep, type HeldStep } from './doStep.ts';
import { endAsComplete, type FilmEnded } from './endFilm.ts';
import type { Film } from './film.ts';
import { publishMerged } from './publishMerged.ts';

/**
 * Ends a film of which all pieces are made: whoever takes this last step puts them together, once. Null where somebody
 * else has ended it.
 * @throws as doStep.
 */
export async function mergeFilm(
  film: Film,
  received: QueueMessage,
  worker: Worker,
): Promise<FilmEnded | null> {
  const { films } = worker.ports;
  const step: Step = { jobId: film.job.jobId, cut: film.cut.id, name: 'merge' };
  const seen = (await films.records(step, ['merge'])).get('merge') ?? null;
  const { output } = await doStep(step, { film, seen }, received, worker, async held => ({
    output: await published(film, held, worker),
  }));
  return await endAsComplete(film, output, worker.ports);
}

/** An earlier try may have ended after publishing, before the ledger heard of it. */
async function published(film: Film, held: HeldStep, { settings, ports }: Worker): Promise<Output> {
  const { job, cut } = film;
  const key = outputKey(job.source.key, cut.facts.plan.container);
  const there = await alreadyPublished(job, key, ports.outputs);
  if (there) return there;
  const records = await ports.films.records({ jobId: job.jobId, cut: cut.id }, pieceNames(cut));
  const pictures = cut.pieces.flatMap(({ index }) => filesThere(index, records.get(index), cut));
  const sounds = soundNames(cut).flatMap(name => filesThere(name, records.get(name), cut));
  return await atBench(
    held,
    settings,
    () => {},
    (bench, signal) => publishMerged(film, { pictures, sounds }, ports, { bench, signal }),
  );
}

function filesThere(...of: Parameters<typeof filesOf>): StagedFile[] {
  const files = filesOf(...of);
  if (!files) throw new Error(`Piece ${of[0]} is not there.`);
  return files;
}
