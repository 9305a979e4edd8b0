/** `npm run docs`: writes what the pages have of the code, between their marks. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { script } from '../support/script.ts';
import { ROOT } from './pages.ts';
import { WRITTEN_PAGES, writtenPage } from './writtenPage.ts';

script('docs', 'write the generated parts of the docs').parse();
for (const page of WRITTEN_PAGES) {
  writeFileSync(join(ROOT, page), await writtenPage(page));
  console.log(`wrote ${page}`);
}
