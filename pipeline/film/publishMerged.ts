import pMap from 'p-map';
import type { Output } from '../../contract/job.ts';
import { outputKey } from '../../contract/keys/outputKey.ts';
import type { StagedFile } from '../../contract/ledger/film.ts';
import type { Bench } from '../../media/run/bench.ts';
import {
  lengthOf,
  type Merged,
  mergePieces,
  type ReadStaged,
  readMerged,
  readStaged,
  type Staged,
  type StretchOf,
  stagedOf,
  verifyMerged,
} from '../../media/segments/index.ts';
import { videoFacts, videoType } from '../kinds/prepareVideo.ts';
import type { OutputPart } from '../ports/outputs.ts';
import type { Ports } from '../ports/ports.ts';
import { outputOf } from '../publish/outputOf.ts';
import { preparePublication } from '../publish/preparePublication.ts';
import { checkWanted } from './checkWanted.ts';
import type { Film } from './film.ts';

/** What is put aside of a film, in order. */
export interface FilmFiles {
  pictures: StagedFile[];
  /** None of a film without sound. */
  sounds: StagedFile[];
}

type Of = Exclude<StretchOf, 'head'>;

type MergePorts = Pick<Ports, 'sources' | 'outputs' | 'ledger'>;

/** Heads that are read at once, each of which is one request; the SDK has 50 sockets. */
export const HEADS_AT_ONCE = 40;

/**
 * Puts a film's pieces together under its final key: of the staged files no more is read than their heads and what is
 * looked at, for S3 copies the rest.
 * @throws as checkWanted; {WorkError} preset/output-mismatch, transient/publish-conflict; {Error} where its pieces do not
 * go together.
 */
export async function publishMerged(
  { job, cut }: Film,
  { pictures, sounds }: FilmFiles,
  ports: MergePorts,
  { bench, signal }: { bench: Bench; signal: AbortSignal },
): Promise<Output> {
  const { outputs } = ports;
  const { plan } = cut.facts;
  const { source, outputBucket: bucket } = job;
  const fileOf = (of: Of) => found(stagedOf(of, { pieces: pictures, sounds }), 'A piece is not there.');
  const read: ReadStaged = (of, offset, length) => outputs.readRange(bucket, fileOf(of).key, offset, length);
  const all: Of[] = [...pictures.keys(), ...Array.from(sounds.keys(), sound => ({ sound }))];
  const heads = await pMap(all, of => headOf(of, fileOf(of), read), { concurrency: HEADS_AT_ONCE });
  const merged = mergePieces(heads.slice(0, pictures.length), heads.slice(pictures.length));
  const probed = await verifyMerged(merged, read, cut.facts, bench);
  const facts = videoFacts(probed, plan);
  const key = outputKey(source.key, plan.container);
  const file = { key, contentType: videoType(plan), facts, kind: 'video' as const };
  const { to, over } = await preparePublication(job, file, ports);
  await checkWanted({ job, cut }, ports);
  const stored = await outputs.publishParts(partsOf(merged, fileOf, read), to, over, signal);
  return outputOf(bucket, key, stored, facts);
}

function headOf(of: Of, { sizeBytes }: StagedFile, read: ReadStaged): Promise<Staged> {
  return readStaged((offset, length) => read(of, offset, length), sizeBytes);
}

/** Bytes that have to be sent are read when their turn comes, by their place in the merged file. */
function partsOf(merged: Merged, fileOf: (of: Of) => StagedFile, read: ReadStaged): OutputPart[] {
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
