import { print } from './print.ts';

/** One JSON object whose long list is printed as it comes, and the rest of it at the end. */
export class PrintedList {
  readonly #name: string;
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(item: object): void {
    print(this.#count === 0 ? `{\n  "${this.#name}": [` : ',');
    this.#count += 1;
    process.stdout.write(`    ${JSON.stringify(item)}`);
  }

  end(rest: object): void {
    const fields = JSON.stringify(rest, null, 2).slice(1);
    print(this.#count === 0 ? `{\n  "${this.#name}": [],${fields}` : `\n  ],${fields}`);
  }
}
