import { API_PATH } from '../../../wire/paths.ts';
import type { Forecast } from '../../../wire/uploads/forecast.ts';
import type { UploadPlace } from '../../../wire/uploads/uploads.ts';
import { change } from '../../address/call.ts';
import { chooseAmong } from './chosen.ts';
import type { Given } from './dropped.ts';
import { lookInto } from './lookInto.ts';
import { canBegin, type FormWishes, isUnderWay, type Row, type Stage, type WishChange } from './row.ts';
import { Transfers } from './transfers.ts';
import { withSidecars } from './withSidecars.ts';

/** So long after the last change of a wish the forecasts follow, milliseconds. */
const SETTLE_MS = 300;

/** The files that were chosen, each with what was found in it and what would be made of it, whatever view is shown. */
export class Uploads {
  rows: readonly Row[] = [];
  /** Of all files that have none of their own. */
  wishes: FormWishes = {};
  /** What was left out of what was given last, in a sentence. */
  left: string | null = null;
  /** What is under way of them. */
  readonly transfers = new Transfers({
    row: id => this.#row(id),
    change: (id, change) => this.#change(id, change),
    wishesOf: ({ own }) => own ?? this.wishes,
  });
  readonly #listeners = new Set<() => void>();
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
    this.transfers.prepare();
    const taken = await withSidecars(given).catch((error: Error) => {
      this.left = error.message;
      return [];
    });
    if (taken.length === 0) return this.#show(this.rows);
    const { fresh, replaced, twice } = chooseAmong(this.rows, taken, prefix);
    this.left = twice === 0 ? null : `${twice} ${twice === 1 ? 'file is' : 'files are'} chosen already.`;
    const rows = fresh.map(({ file, path, key, beside }): Row => {
      this.#count += 1;
      const stage: Stage = { is: 'looking' };
      const row = { id: this.#count, file, path, key, beside, found: null };
      return { ...row, forecast: null, trouble: null, own: null, stage };
    });
    this.#show([...this.rows.filter(({ id }) => !replaced.has(id)), ...rows]);
    for (const row of rows) this.#look(row);
  }

  wish(change: WishChange): void {
    this.wishes = change(this.wishes);
    this.#show(this.rows);
    this.#forecastSoon();
  }

  /** Wishes of one file alone, which begin as those of all; null for those of all. */
  wishFor(id: number, change: WishChange | null): void {
    const before = this.#row(id)?.own ?? this.wishes;
    this.#change(id, { own: change ? change(before) : null });
    this.#forecastSoon();
  }

  /** One after the other, as fast as the server answers; their parts then go together. */
  async beginAll(place: UploadPlace): Promise<void> {
    for (const { id } of this.rows.filter(canBegin)) {
      const row = this.#row(id);
      if (row && canBegin(row)) await this.transfers.begin(id, place);
    }
  }

  /** Takes a file off the list; what was sent of it is thrown away, but for what is there whole. */
  async remove(id: number): Promise<void> {
    const row = this.#row(id);
    this.#show(this.rows.filter(one => one.id !== id));
    if (row) await this.transfers.end(row);
  }

  /** Takes off the list what is over, and what nothing would be made of. */
  tidy(): void {
    this.#show(this.rows.filter(({ stage }) => !['done', 'same', 'refused'].includes(stage.is)));
  }

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

  async #look({ id, file, key }: Row): Promise<void> {
    const found = await lookInto(file, key);
    const stage: Stage = found.is === 'refused' ? { is: 'refused', message: found.message } : { is: 'ready' };
    this.#change(id, { found, stage });
    await this.#forecast(id);
  }

  #forecastSoon(): void {
    clearTimeout(this.#settle);
    const { wishes } = this;
    this.#settle = setTimeout(async () => {
      for (const { id } of this.rows) {
        // Of what is wished by then the next round asks.
        if (this.wishes !== wishes) return;
        await this.#forecast(id);
      }
    }, SETTLE_MS);
  }

  async #forecast(id: number): Promise<void> {
    const row = this.#row(id);
    if (row?.found?.is !== 'video' || row.stage.is === 'done') return;
    const { key, beside, own, found } = row;
    const wishes = own ?? this.wishes;
    const given = { key, probe: found.probe, wishes, ...(beside !== null && { beside }) };
    const told = await change<Forecast>('POST', `${API_PATH}forecast`, given).then(
      forecast => ({ forecast, trouble: null }),
      (error: Error) => ({ forecast: null, trouble: error.message }),
    );
    // An answer that comes after a later wish is none to that.
    if ((this.#row(id)?.own ?? this.wishes) === wishes) this.#change(id, told);
  }
}
