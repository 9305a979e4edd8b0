import type { Cloud } from '../cloud/cloud.ts';
import type { Invocation } from '../cloud/eventSource.ts';
import { getSeconds, ledgerSeconds, partsSeconds, putSeconds, sendSeconds } from '../cloud/requests.ts';
import type { FilmWork, Reading } from './filmWork.ts';
import { mergedParts } from './mergedParts.ts';
import type { Work } from './work.ts';

/** What a message asks for: the film's plan, or one of its pieces. */
export interface FilmMessage {
  film: Film;
  piece: Work | null;
}

/** One film, from the message of its upload until its output is there. */
export class Film {
  readonly #cloud: Cloud;
  readonly #work: FilmWork;
  readonly #whenDone: () => void;
  readonly #bytes = new Map<Work, number>();
  #left: number;
  #made = 0;
  #lost = 0;

  constructor(cloud: Cloud, work: FilmWork, whenDone: () => void) {
    this.#cloud = cloud;
    this.#work = work;
    this.#whenDone = whenDone;
    this.#left = work.pieces.length;
  }

  /** Pieces that were made to their end, and attempts at them that were lost. */
  get tally(): { made: number; lost: number } {
    return { made: this.#made, lost: this.#lost };
  }

  handle(piece: Work | null, invocation: Invocation, send: (message: FilmMessage) => void): void {
    if (piece) this.#make(piece, invocation);
    else this.#fanOut(invocation, send);
  }

  /** Probes, plans by the index, writes an item a piece and sends their messages, with what each needs of the index. */
  #fanOut(invocation: Invocation, send: (message: FilmMessage) => void): void {
    const { planSeconds, planReading, pieces, sentIndexes } = this.#work;
    const { bytes, seconds: writeSeconds } = sentIndexes ?? { bytes: 0, seconds: 0 };
    const seconds =
      this.#probeSeconds() +
      this.#work.indexSeconds +
      this.#excerptSeconds(planReading) +
      planSeconds +
      ledgerSeconds(this.#cloud, 2, pieces.length) +
      writeSeconds +
      sendSeconds(this.#cloud, pieces.length, bytes);
    this.#cloud.simulation.after(seconds, () => {
      for (const piece of pieces) send({ film: this, piece });
      invocation.end();
    });
  }

  #make(work: Work, invocation: Invocation): void {
    const { numbers, samples, simulation } = this.#cloud;
    const outputBytes = samples.averaging(work.outputBytes, numbers.encodeSpread);
    const seconds = this.#pieceSeconds(work, outputBytes);
    if (samples.chance(numbers.lossChance)) {
      this.#lost++;
      simulation.after(samples.between(0, seconds), () => invocation.lose(numbers.leaseSeconds));
      return;
    }
    simulation.after(seconds, () => {
      this.#made++;
      this.#bytes.set(work, outputBytes);
      if (--this.#left === 0) this.#putTogether(invocation);
      else invocation.end();
    });
  }

  #pieceSeconds(work: Work, outputBytes: number): number {
    const { numbers, samples } = this.#cloud;
    const hasIndex = work.kind === 'video' && this.#work.sentIndexes !== null;
    return (
      ledgerSeconds(this.#cloud, numbers.ledgerWritesPerPiece, numbers.ledgerUnitsPerPiece) +
      (hasIndex ? 0 : this.#indexSeconds()) +
      this.#excerptSeconds({ bytes: work.sourceBytes, ranges: work.ranges }) +
      samples.averaging(work.encodeSeconds, numbers.encodeSpread) +
      work.checkSeconds +
      putSeconds(this.#cloud, outputBytes)
    );
  }

  /** What comes over the network, of which the index lies in memory then; what is worked out of it is planning. */
  #probeSeconds(): number {
    return getSeconds(this.#cloud, this.#work.indexBytes, this.#cloud.numbers.probeRequests, 1);
  }

  /** Of the source: its head tells where its index is. */
  #indexSeconds(): number {
    const { indexBytes, indexSeconds } = this.#work;
    return getSeconds(this.#cloud, indexBytes, 2, 1) + indexSeconds;
  }

  #excerptSeconds({ bytes, ranges }: Reading): number {
    if (ranges === 0) return 0;
    return getSeconds(this.#cloud, bytes, ranges, this.#cloud.numbers.excerptRequestsAtOnce);
  }

  /** Whoever ends last: heads, one index of them, a last look, S3's own copies, the ledger. */
  #putTogether(invocation: Invocation): void {
    const { pieces, mergeSeconds, lookSeconds, lookReading, mergedIndexBytes } = this.#work;
    const { headReadBytes, headsAtOnce, ledgerUnitsPerPiece } = this.#cloud.numbers;
    const bytes = pieces.map(piece => this.#bytes.get(piece) ?? 0);
    const seconds =
      getSeconds(this.#cloud, pieces.length * headReadBytes, pieces.length, headsAtOnce) +
      mergeSeconds +
      this.#excerptSeconds(lookReading) +
      lookSeconds +
      partsSeconds(this.#cloud, mergedParts(pieces, bytes, mergedIndexBytes)) +
      ledgerSeconds(this.#cloud, 2, ledgerUnitsPerPiece);
    this.#cloud.simulation.after(seconds, () => {
      invocation.end();
      this.#whenDone();
    });
  }
}
