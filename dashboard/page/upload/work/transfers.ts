import { API_PATH } from '../../../wire/paths.ts';
import type { Began, Completed, UploadPlace } from '../../../wire/uploads/uploads.ts';
import { change } from '../../address/call.ts';
import { crc32Of } from './crc32.ts';
import { forget, keep, keptFor, throwAway } from './memory.ts';
import { persistently } from './persistently.ts';
import type { Begun, FormWishes, Row } from './row.ts';
import type { Sender } from './sender.ts';

/** Where the rows are. */
export interface Rows {
  row(id: number): Row | undefined;
  change(id: number, change: Partial<Row>): void;
  wishesOf(row: Row): FormWishes;
}

/** One that is thrown away each time has something else against it than that its time was over. */
const MAX_ANEWS = 3;
const LOST = 'S3 loses the upload each time that it is begun: try it again later, or under another name.';

/** Brings files to S3, each from its beginning to its end, and again after whatever broke it off. */
export class Transfers {
  readonly #rows: Rows;
  readonly #stops = new Map<number, AbortController>();
  /** What may be replaced, by the upload that would. */
  readonly #overs = new Map<string, string | undefined>();
  /** How often each was begun anew since somebody has begun it. */
  readonly #anews = new Map<number, number>();
  #sender: Promise<Sender> | undefined;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** Loads what sends files, so that it is there when one is sent. */
  prepare(): void {
    this.#load().catch(() => {});
  }

  /** Sends a file, or what is missing of it. `over` is the eTag of what it may replace. */
  begin(id: number, place: Pick<UploadPlace, 'bucket'>, over?: string): Promise<void> {
    this.#anews.delete(id);
    return this.#begin(id, place, over);
  }

  async #begin(id: number, { bucket }: Pick<UploadPlace, 'bucket'>, over?: string): Promise<void> {
    const row = this.#rows.row(id);
    if (!row) return;
    const { signal } = this.#newStop(id);
    this.#rows.change(id, { stage: { is: 'beginning' } });
    try {
      const begun = await this.#beginOrGoOn(row, bucket, signal, over);
      if (!begun) return;
      this.#overs.set(begun.uploadId, over);
      this.#rows.change(id, { stage: { is: 'sending', begun, sentBytes: 0 } });
      const sender = await this.#load();
      if (!signal.aborted) sender.send({ id, file: row.file, begun });
    } catch (error) {
      if (!signal.aborted) this.#fail(id, error);
    }
  }

  /** Pauses what is sent, and goes on with what is paused. */
  async toggle(id: number): Promise<void> {
    const stage = this.#rows.row(id)?.stage;
    if (!stage || !('sentBytes' in stage)) return;
    this.#rows.change(id, { stage: { ...stage, is: stage.is === 'paused' ? 'sending' : 'paused' } });
    (await this.#load()).toggle(id);
  }

  /** Sends no more of a file; what was sent of it is thrown away, but for what is there whole. */
  async end({ id, stage }: Row): Promise<void> {
    this.#stops.get(id)?.abort();
    if (this.#sender)
      await this.#load()
        .then(sender => sender.leave(id))
        .catch(() => {});
    if ('begun' in stage && stage.begun) await throwAway(stage.begun);
  }

  #newStop(id: number): AbortController {
    this.#stops.get(id)?.abort();
    const stop = new AbortController();
    this.#stops.set(id, stop);
    return stop;
  }

  /** The upload that goes on or begins; null where the reader is asked first, or nothing is to be sent. */
  async #beginOrGoOn(
    row: Row,
    bucket: string,
    signal: AbortSignal,
    over: string | undefined,
  ): Promise<Begun | null> {
    const { id, key, file } = row;
    const kept = keptFor(row, bucket);
    if (kept) return kept;
    const given = { key, sizeBytes: file.size, type: file.type, wishes: this.#rows.wishesOf(row), over };
    const ask = () => change<Began>('POST', `${API_PATH}uploads`, given);
    const began = await persistently(ask, { signal });
    if (began.is === 'exists') {
      const { object } = began;
      const isSame =
        object.sizeBytes === file.size &&
        object.wishedAlike &&
        object.crc32 === (await crc32Of(file, signal));
      this.#rows.change(id, {
        stage: isSame ? { is: 'same', bucket, there: object } : { is: 'asking', there: object },
      });
      return null;
    }
    const begun = { ...began, key };
    if (signal.aborted) {
      // It was taken off the list while it was begun.
      await throwAway(begun);
      return null;
    }
    keep(row, begun);
    return begun;
  }

  async #load(): Promise<Sender> {
    this.#sender ??= this.#loaded();
    try {
      return await this.#sender;
    } catch (error) {
      // So that it is asked for anew; its file has another name once the server is of another version.
      this.#sender = undefined;
      throw new Error('The dashboard does not answer: try again once it does, or reload the page.', {
        cause: error,
      });
    }
  }

  async #loaded(): Promise<Sender> {
    const { Sender } = await import('./sender.ts');
    return new Sender({
      progress: (id, sentBytes) => this.#sentSoFar(id, sentBytes),
      line: (id, isBroken) => this.#line(id, isBroken),
      sent: (id, eTags) => this.#complete(id, eTags),
      failed: (id, error) => this.#fail(id, error),
    });
  }

  #sentSoFar(id: number, sentBytes: number): void {
    const stage = this.#rows.row(id)?.stage;
    if (stage && 'sentBytes' in stage) this.#rows.change(id, { stage: { ...stage, sentBytes } });
  }

  #line(id: number, isBroken: boolean): void {
    const stage = this.#rows.row(id)?.stage;
    const is = isBroken ? 'waiting' : 'sending';
    if (stage && 'sentBytes' in stage && stage.is !== 'paused' && stage.is !== is)
      this.#rows.change(id, { stage: { ...stage, is } });
  }

  async #complete(id: number, eTags: string[]): Promise<void> {
    const row = this.#rows.row(id);
    if (!row || !('begun' in row.stage) || !row.stage.begun) return;
    const { key, file, beside, stage } = row;
    const begun = row.stage.begun;
    const signal = this.#stops.get(id)?.signal ?? AbortSignal.abort();
    this.#rows.change(id, { stage: { is: 'completing', begun } });
    try {
      // First, so that the upload is made as it is wished at once.
      if (beside !== null)
        await persistently(() => change('POST', `${API_PATH}uploads/beside`, { key, text: beside }), {
          signal,
        });
      const { uploadId } = begun;
      const over = this.#overs.get(uploadId);
      const given = { key, uploadId, sizeBytes: file.size, eTags, over };
      const ask = () => change<Completed>('POST', `${API_PATH}uploads/complete`, given);
      const completed = await persistently(ask, { signal });
      if (completed.is === 'gone') return this.#startAnew(row, begun);
      if (completed.is === 'exists')
        return this.#rows.change(id, { stage: { is: 'asking', there: completed.object, begun } });
      forget(begun);
      this.#rows.change(id, { stage: { is: 'done', bucket: begun.bucket } });
    } catch (error) {
      if (!signal.aborted && stage) this.#fail(id, error);
    }
  }

  #fail(id: number, error: unknown): void {
    const row = this.#rows.row(id);
    if (!row) return;
    const isGone = (error as Error).name === 'Gone';
    if (isGone && 'begun' in row.stage && row.stage.begun) this.#startAnew(row, row.stage.begun);
    else this.#rows.change(id, { stage: { is: 'failed', message: wordsOf(error as Error) } });
  }

  /** Of what was thrown away meanwhile nothing is left to go on with. */
  #startAnew({ id }: Row, begun: Begun): void {
    forget(begun);
    const anews = (this.#anews.get(id) ?? 0) + 1;
    this.#anews.set(id, anews);
    if (anews > MAX_ANEWS) this.#rows.change(id, { stage: { is: 'failed', message: LOST } });
    else this.#begin(id, begun, this.#overs.get(begun.uploadId));
  }
}

/** Of what was changed on the disk, or taken away, a browser says so only as a part of it is read. */
function wordsOf({ name, message }: Error): string {
  const isGone = name === 'NotReadableError' || name === 'NotFoundError';
  return isGone ? 'The file cannot be read, or was changed since it was chosen: choose it again.' : message;
}
