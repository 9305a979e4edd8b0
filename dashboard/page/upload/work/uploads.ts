import { API_PATH } from '../../../wire/paths.ts';
import type { Forecast } from '../../../wire/uploads/forecast.ts';
import type { Began, Completed, UploadPlace } from '../../../wire/uploads/uploads.ts';
import { change } from '../../address/call.ts';
import { crc32Of } from './crc32.ts';
import type { Given } from './dropped.ts';
import { lookInto } from './lookInto.ts';
import { forget, type Kept, keep, keptFor } from './memory.ts';
import { persistently } from './persistently.ts';
import { type Begun, canBegin, type FormWishes, isUnderWay, type Row, type Stage } from './row.ts';
import type { Sender } from './sender.ts';
import { withSidecars } from './withSidecars.ts';

/** So long after the last change of a wish the forecasts follow, milliseconds. */
const SETTLE_MS = 300;

/** The files that were chosen, and what is under way of them: it goes on whatever view is shown. */
export class Uploads {
  rows: readonly Row[] = [];
  /** Of all files that have none of their own. */
  wishes: FormWishes = {};
  /** What was left out of what was given last, in a sentence. */
  left: string | null = null;
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<number, AbortController>();
  #sender: Promise<Sender> | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #count = 0;

  constructor() {
    addEventListener('beforeunload', event => this.rows.some(isUnderWay) && event.preventDefault());
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes files up, below a prefix; those that are here already are not taken twice. */
  async add(given: Given[], prefix: string): Promise<void> {
    const taken = await withSidecars(given);
    const known = new Set(this.rows.filter(({ stage }) => stage.is !== 'done').map(({ key }) => key));
    const fresh = taken.filter(({ path }) => !known.has(prefix + path));
    const twice = taken.length - fresh.length;
    this.left = twice === 0 ? null : `${twice} ${twice === 1 ? 'file is' : 'files are'} chosen already.`;
    const rows = fresh.map(({ file, path, beside }): Row => {
      this.#count += 1;
      const stage: Stage = { is: 'looking' };
      const row = { id: this.#count, file, path, key: prefix + path, beside, found: null };
      return { ...row, forecast: null, trouble: null, own: null, stage };
    });
    this.#show([...this.rows, ...rows]);
    for (const row of rows) this.#look(row);
  }

  wish(wishes: FormWishes): void {
    this.wishes = wishes;
    this.#show(this.rows);
    this.#forecastSoon();
  }

  /** Wishes of one file alone; null for those of all. */
  wishFor(id: number, own: FormWishes | null): void {
    this.#change(id, { own });
    this.#forecastSoon();
  }

  beginAll(place: UploadPlace): void {
    for (const row of this.rows.filter(canBegin)) this.begin(row.id, place);
  }

  /** Sends a file, or what is missing of it. `over` is the eTag of what it may replace. */
  async begin(id: number, { bucket }: Pick<UploadPlace, 'bucket'>, over?: string): Promise<void> {
    const row = this.#row(id);
    if (!row) return;
    const { signal } = this.#newStop(id);
    this.#change(id, { stage: { is: 'beginning' } });
    try {
      const begun = await this.#beginOrGoOn(row, bucket, signal, over);
      if (!begun) return;
      this.#overs.set(begun.uploadId, over);
      this.#change(id, { stage: { is: 'sending', begun, sentBytes: 0 } });
      const sender = await this.#load();
      if (!signal.aborted) sender.send({ id, file: row.file, begun });
    } catch (error) {
      if (!signal.aborted) this.#fail(id, error);
    }
  }

  /** Pauses what is sent, and goes on with what is paused. */
  async toggle(id: number): Promise<void> {
    const stage = this.#row(id)?.stage;
    if (!stage || !('sentBytes' in stage)) return;
    this.#change(id, { stage: { ...stage, is: stage.is === 'paused' ? 'sending' : 'paused' } });
    (await this.#load()).toggle(id);
  }

  /** Takes a file off the list; what was sent of it is thrown away, but for what is there whole. */
  async remove(id: number): Promise<void> {
    const stage = this.#row(id)?.stage;
    this.#stops.get(id)?.abort();
    this.#show(this.rows.filter(row => row.id !== id));
    if (this.#sender) (await this.#sender).leave(id);
    if (stage && 'begun' in stage && stage.begun) await throwAway(stage.begun);
  }

  /** Takes off the list what is over, and what nothing would be made of. */
  tidy(): void {
    this.#show(this.rows.filter(({ stage }) => !['done', 'same', 'refused'].includes(stage.is)));
  }

  /** What may be replaced, by the upload that would. */
  readonly #overs = new Map<string, string | undefined>();

  #row(id: number): Row | undefined {
    return this.rows.find(row => row.id === id);
  }

  #change(id: number, change: Partial<Row>): void {
    this.#show(this.rows.map(row => (row.id === id ? { ...row, ...change } : row)));
  }

  #show(rows: readonly Row[]): void {
    this.rows = rows;
    for (const listener of this.#listeners) listener();
  }

  #newStop(id: number): AbortController {
    this.#stops.get(id)?.abort();
    const stop = new AbortController();
    this.#stops.set(id, stop);
    return stop;
  }

  async #look({ id, file, key }: Row): Promise<void> {
    const found = await lookInto(file, key);
    const stage: Stage = found.is === 'refused' ? { is: 'refused', message: found.message } : { is: 'ready' };
    this.#change(id, { found, stage });
    await this.#forecast(id);
  }

  #forecastSoon(): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(async () => {
      for (const { id } of this.rows) await this.#forecast(id);
    }, SETTLE_MS);
  }

  async #forecast(id: number): Promise<void> {
    const row = this.#row(id);
    if (row?.found?.is !== 'video' || row.stage.is === 'done') return;
    const { key, beside, own, found } = row;
    const given = { key, probe: found.probe, wishes: own ?? this.wishes, ...(beside !== null && { beside }) };
    try {
      const forecast = await change<Forecast>('POST', `${API_PATH}forecast`, given);
      this.#change(id, { forecast, trouble: null });
    } catch (error) {
      this.#change(id, { forecast: null, trouble: (error as Error).message });
    }
  }

  /** The upload that goes on or begins; null where the reader is asked first, or nothing is to be sent. */
  async #beginOrGoOn(
    row: Row,
    bucket: string,
    signal: AbortSignal,
    over: string | undefined,
  ): Promise<Begun | null> {
    const { id, key, file, own } = row;
    const kept = keptFor(row, bucket);
    if (kept) return kept;
    const given = { key, sizeBytes: file.size, type: file.type, wishes: own ?? this.wishes, over };
    const ask = () => change<Began>('POST', `${API_PATH}uploads`, given);
    const began = await persistently(ask, { signal });
    if (began.is === 'exists') {
      const { object } = began;
      const isSame =
        object.sizeBytes === file.size &&
        object.wishedAlike &&
        object.crc32 === (await crc32Of(file, signal));
      this.#change(id, {
        stage: isSame ? { is: 'same', bucket, there: object } : { is: 'asking', there: object },
      });
      return null;
    }
    const begun = { ...began, key };
    keep(row, begun);
    return begun;
  }

  #load(): Promise<Sender> {
    this.#sender ??= import('./sender.ts').then(
      ({ Sender }) =>
        new Sender({
          progress: (id, sentBytes) => this.#sentSoFar(id, sentBytes),
          line: (id, isBroken) => this.#line(id, isBroken),
          sent: (id, eTags) => this.#complete(id, eTags),
          failed: (id, error) => this.#fail(id, error),
        }),
    );
    return this.#sender;
  }

  #sentSoFar(id: number, sentBytes: number): void {
    const stage = this.#row(id)?.stage;
    if (stage && 'sentBytes' in stage) this.#change(id, { stage: { ...stage, sentBytes } });
  }

  #line(id: number, isBroken: boolean): void {
    const stage = this.#row(id)?.stage;
    const is = isBroken ? 'waiting' : 'sending';
    if (stage && 'sentBytes' in stage && stage.is !== 'paused' && stage.is !== is)
      this.#change(id, { stage: { ...stage, is } });
  }

  async #complete(id: number, eTags: string[]): Promise<void> {
    const row = this.#row(id);
    if (!row || !('begun' in row.stage) || !row.stage.begun) return;
    const { key, file, beside, stage } = row;
    const begun = row.stage.begun;
    const signal = this.#stops.get(id)?.signal ?? AbortSignal.abort();
    this.#change(id, { stage: { is: 'completing', begun } });
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
        return this.#change(id, { stage: { is: 'asking', there: completed.object, begun } });
      forget(begun);
      this.#change(id, { stage: { is: 'done', bucket: begun.bucket } });
    } catch (error) {
      if (!signal.aborted && stage) this.#fail(id, error);
    }
  }

  #fail(id: number, error: unknown): void {
    const row = this.#row(id);
    if (!row) return;
    const isGone = (error as Error).name === 'Gone';
    if (isGone && 'begun' in row.stage && row.stage.begun) this.#startAnew(row, row.stage.begun);
    else this.#change(id, { stage: { is: 'failed', message: (error as Error).message } });
  }

  /** Of what was thrown away meanwhile nothing is left to go on with. */
  #startAnew({ id }: Row, begun: Begun): void {
    forget(begun);
    this.begin(id, begun, this.#overs.get(begun.uploadId));
  }
}

/** Throws away what was sent of an upload that nobody goes on with. */
export async function throwAway({ key, uploadId }: Begun | Kept): Promise<void> {
  forget({ uploadId });
  await change('DELETE', `${API_PATH}uploads`, { key, uploadId }).catch(() => {});
}
