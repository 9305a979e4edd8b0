import { createHash } from 'node:crypto';
import type { Piece, PieceFacts, SoundCut, SoundPiece } from '../../media/segments/index.ts';
import type { Attempt } from '../job.ts';
import { EXPIRES_AT, LEDGER_KEY } from '../ledgerTable.ts';
import type { PieceName } from '../messages/piece.ts';

/** What is done of a film by itself: a piece made, or all of them put together. */
export type StepName = PieceName | 'merge';

/** How a film is cut, for whoever makes a piece of it. */
export interface Cut {
  /** Of all else in here: films that are cut alike are made of the same pieces. */
  id: string;
  facts: PieceFacts;
  pieces: Piece[];
  /** Its sound is made as well: as a piece of its own, where nothing is told of `sound`. */
  hasSound: boolean;
  /** How its sound is cut into pieces, too. */
  sound?: { cut: SoundCut; pieces: SoundPiece[] };
  /** Why its sound is one piece, where others are cut. */
  soundObstacle?: string;
  /** How many films of this job have ended before: what was made for those is not there any more. */
  filmsBefore: number;
}

/** One step of a film that is made in pieces. */
export interface Step {
  /** The film's. */
  jobId: string;
  /** The id of its cut. */
  cut: string;
  name: StepName;
}

/** What is known of a step: a small job under the film's, with attempts, a lease and a cost of its own. */
export interface StepRecord {
  attempts: Attempt[];
  /** What the step came to, where that is a file. */
  staged?: StagedFile;
  /** Of a piece, of pictures or of sound, that is made in portions since a worker of it was lost: what is put aside so far, from its first frame on. */
  portions?: Portion[];
  /** Who works on it, and until when (ms since 1970) nobody else may. */
  leaseOwner?: string;
  leaseUntil?: number;
  /** Seconds that the attempt's ffmpeg has run, as was last heard. */
  encodeSeconds?: number;
  updatedAt: string;
}

/** A piece as it was put aside. */
export interface StagedFile {
  key: string;
  eTag: string;
  sizeBytes: number;
}

/** A part of a piece, from where the one before it ends, as it was put aside. */
export interface Portion extends StagedFile {
  frames: number;
  /** The number of the attempt that made it, and for how long ffmpeg had run in that by then, seconds. */
  attempt: number;
  encodeSeconds: number;
}

/** How many frames of a piece its portions have. */
export function framesOf(portions: readonly Portion[] = []): number {
  return portions.reduce((sum, { frames }) => sum + frames, 0);
}

/** The files that a piece was put aside as, in order; null while there is something to make. */
export function filesOf(
  name: PieceName,
  record: Pick<StepRecord, 'staged' | 'portions'> | undefined,
  cut: Pick<Cut, 'pieces' | 'sound'>,
): StagedFile[] | null {
  if (record?.staged) return [record.staged];
  if (record?.portions === undefined) return null;
  return framesOf(record.portions) === (pieceOf(name, cut) ?? soundPieceOf(name, cut))?.frames
    ? record.portions
    : null;
}

/** A piece of the pictures by its name; undefined where that is another's. */
export function pieceOf(name: StepName, { pieces }: Pick<Cut, 'pieces'>): Piece | undefined {
  return typeof name === 'number' ? pieces[name] : undefined;
}

/** A piece of the sound by its name; undefined where that is another's, or the sound is one piece. */
export function soundPieceOf(name: StepName, { sound }: Pick<Cut, 'sound'>): SoundPiece | undefined {
  return sound?.pieces.find(({ index }) => name === soundName(index));
}

export function cutOf(film: Omit<Cut, 'id'>): Cut {
  return { id: createHash('sha256').update(JSON.stringify(film)).digest('hex').slice(0, 16), ...film };
}

/** All pieces of a cut. */
export function pieceNames(cut: Pick<Cut, 'pieces' | 'hasSound' | 'sound'>): PieceName[] {
  return [...soundNames(cut), ...cut.pieces.map(({ index }) => index)];
}

/** Those of its sound, in order. */
export function soundNames({ hasSound, sound }: Pick<Cut, 'hasSound' | 'sound'>): PieceName[] {
  if (sound) return sound.pieces.map(({ index }) => soundName(index));
  return hasSound ? ['sound'] : [];
}

function soundName(index: number) {
  return `sound-${index}` as const;
}

/** The key of the item that tells how a film is cut. */
export function cutKey({ jobId }: Pick<Step, 'jobId'>) {
  return { [LEDGER_KEY]: `cut/${jobId}` };
}

/** The key of a step's item. None of its attributes is an index's partition, so that no listing of jobs has it. */
export function stepKey({ jobId, cut, name }: Step) {
  return { [LEDGER_KEY]: `step/${jobId}/${cut}/${name}` };
}

/** The key of the item that tells which pieces of a cut are made: a set, so that to note one twice changes nothing. */
export function madeKey({ jobId, cut }: Pick<Step, 'jobId' | 'cut'>) {
  return { [LEDGER_KEY]: `made/${jobId}/${cut}` };
}

/** The item that tells how a film is cut. It expires at `expiresAt`, seconds since 1970. */
export function writeCut(jobId: string, cut: Cut, expiresAt: number) {
  return { ...cutKey({ jobId }), [EXPIRES_AT]: expiresAt, cut };
}

/** The cut in such an item. */
export function readCut(item: Record<string, unknown>): Cut {
  return item.cut as Cut;
}
