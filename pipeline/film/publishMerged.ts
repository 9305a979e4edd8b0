import pMap from 'p-map';
import type { Output } from '../../contract/job.ts';
import { outputKey } from '../../contract/keys/outputKey.ts';
import { pieceNames, type StagedFile } from '../../contract/ledger/film.ts';
import type { PieceName } from '../../contract/messages/piece.ts';
import type { Bench } from '../../media/run/bench.ts';
import {
  lengthOf,
  type Merged,
  mergePieces,
  type ReadStaged,
  readMerged,
  readStaged,
  type Staged,
  verifyMerged,
} from '../../media/segments/index.ts';
import { videoFacts, videoType } from '../kinds/prepareVideo.ts';
import type { OutputPart } from '../ports/outputs.ts';
import type { Ports } from '../ports/ports.ts';
import { outputOf } from '../publish/outputOf.ts';
import { preparePublication } from '../publish/preparePublication.ts';
import { checkWanted } from './checkWanted.ts';
import type { Film } from './film.ts';

type MergePorts = Pick<Ports, 'sources' | 'outputs' | 'ledger'>;

/** Heads that are read at once, each of which is one request. */
const AT_ONCE = 16;

/**
 * Puts a film's pieces together under its final key: of the staged files no more is read than their heads and what is
 * looked at, for S3 copies the rest.
 * @throws as checkWanted; {WorkError} preset/output-mismatch, transient/publish-conflict; {Error} where its pieces do not
 * go together.
 */
export async function publishMerged(
  { job, cut }: Film,
  files: Map<PieceName, StagedFile>,
  ports: MergePorts,
  { bench, signal }: { bench: Bench; signal: AbortSignal },
): Promise<Output> {
  const { outputs } = ports;
  const { plan } = cut.facts;
  const { source, outputBucket: bucket } = job;
  const fileOf = (name: PieceName) => found(files.get(name), `Piece ${name} is not there.`);
  const read: ReadStaged = (of, offset, length) => outputs.readRange(bucket, fileOf(of).key, offset, length);
  const heads = await pMap(
    pieceNames(cut),
    async (name): Promise<[PieceName, Staged]> => [name, await headOf(name, fileOf(name), read)],
    { concurrency: AT_ONCE },
  );
  const staged = new Map(heads);
  const pieces = cut.pieces.map(({ index }) => found(staged.get(index), `Piece ${index} has no head.`));
  const merged = mergePieces(pieces, staged.get('sound') ?? null);
  const probed = await verifyMerged(merged, read, cut.facts, bench);
  const facts = videoFacts(probed, plan);
  const key = outputKey(source.key, plan.container);
  const { to, over } = await preparePublication(job, { key, contentType: videoType(plan), facts }, ports);
  await checkWanted({ job, cut }, ports);
  await outputs.publishParts(partsOf(merged, fileOf, read), to, over, signal);
  const stored = await outputs.describe(bucket, key);
  return outputOf(bucket, key, stored ?? { eTag: '', sizeBytes: facts.sizeBytes }, facts);
}

function headOf(name: PieceName, { sizeBytes }: StagedFile, read: ReadStaged): Promise<Staged> {
  return readStaged((offset, length) => read(name, offset, length), sizeBytes);
}

/** Bytes that have to be sent are read when their turn comes, by their place in the merged file. */
function partsOf(merged: Merged, fileOf: (name: PieceName) => StagedFile, read: ReadStaged): OutputPart[] {
  const range = readMerged(merged, read);
  let at = 0;
  return merged.parts.map(part => {
    const offset = at;
    const length = lengthOf('upload' in part ? part.upload : [part.copy]);
    at += length;
    if ('upload' in part) return { read: () => range(offset, length) };
    const { of, ...bytes } = part.copy;
    if (of === 'head') throw new TypeError('The head is sent, not copied.');
    return { copy: { of: fileOf(of), ...bytes } };
  });
}

function found<T>(one: T | undefined, otherwise: string): T {
  if (one === undefined) throw new Error(otherwise);
  return one;
}
