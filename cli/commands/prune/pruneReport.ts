import { counted } from '../../terminal/counted.ts';
import { print } from '../../terminal/print.ts';
import { PrintedList } from '../../terminal/printedList.ts';
import { type Column, Table } from '../../terminal/screen/table.ts';
import { formatBytes } from '../../terminal/units.ts';
import type { Prunable, Why } from './prunable.ts';

/** Tells what is pruned as it is found, and how much that was. */
export interface PruneReport {
  add(page: Prunable[]): void;
  end(): void;
  /** How far it was, where it was stopped. */
  stopped(): string;
}

export function pruneReport({ json, yes = false }: { json?: boolean; yes?: boolean }): PruneReport {
  return json ? new JsonReport(yes) : new LinesReport(yes);
}

class Sum {
  objects = 0;
  bytes = 0;

  add(page: Prunable[]): void {
    this.objects += page.length;
    this.bytes += page.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }

  get stopped(): string {
    return `Stopped after ${this}; the same command goes on with the rest.`;
  }

  toString(): string {
    return `${counted(this.objects, 'object')} of ${formatBytes(this.bytes)}`;
  }
}

class JsonReport implements PruneReport {
  readonly #list = new PrintedList('objects');
  readonly #sum = new Sum();
  readonly #deleted: boolean;

  constructor(deleted: boolean) {
    this.#deleted = deleted;
  }

  add(page: Prunable[]): void {
    this.#sum.add(page);
    for (const { rendition, bucket, key, sizeBytes, why } of page) {
      this.#list.add({ rendition, bucket, key, sizeBytes, why });
    }
  }

  end(): void {
    const { objects: count, bytes } = this.#sum;
    this.#list.end({ count, bytes, deleted: this.#deleted });
  }

  stopped(): string {
    return this.#sum.stopped;
  }
}

const COLUMNS: Column[] = [
  { heading: 'BUCKET', overflow: 'middle', least: 12 },
  { heading: 'KEY', overflow: 'start', least: 20 },
  { heading: 'SIZE', align: 'right' },
  { heading: 'WHY' },
];

const WORDS: Record<Why, string> = {
  'source-gone': 'its source is gone',
  'preset-gone': 'its preset is gone',
  'left-over': 'left over of a job',
};

class LinesReport implements PruneReport {
  readonly #sum = new Sum();
  readonly #deletes: boolean;
  #table: Table | undefined;

  constructor(deletes: boolean) {
    this.#deletes = deletes;
  }

  add(page: Prunable[]): void {
    if (page.length === 0) return;
    this.#sum.add(page);
    const rows = page.map(({ bucket, key, sizeBytes, why }) => [
      ...[bucket, key, formatBytes(sizeBytes)],
      WORDS[why],
    ]);
    const withHeading = this.#table === undefined;
    this.#table ??= new Table(COLUMNS, rows);
    for (const line of this.#table.lines(rows, { withHeading })) print(line);
  }

  end(): void {
    if (this.#sum.objects > 0) print('');
    print(this.#said());
  }

  #said(): string {
    if (this.#sum.objects === 0) return 'Nothing is to be pruned.';
    return this.#deletes ? `Deleted ${this.#sum}.` : `${this.#sum}; nothing was deleted, --yes deletes them.`;
  }

  stopped(): string {
    return this.#sum.stopped;
  }
}
