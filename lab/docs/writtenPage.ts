import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertPart } from './insertPart.ts';
import { ROOT } from './pages.ts';
import { PARTS } from './parts.ts';

/** Every page that has a generated part. */
export const WRITTEN_PAGES = [...new Set(PARTS.map(({ page }) => page))];

/** A page of the checkout as it is to be: with its generated parts as the code has them now. */
export async function writtenPage(page: string): Promise<string> {
  let text = readFileSync(join(ROOT, page), 'utf8');
  for (const part of PARTS) {
    if (part.page === page) text = insertPart(text, part.name, await part.text());
  }
  return text;
}
