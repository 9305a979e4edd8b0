import { chromium, type Page } from 'playwright-core';
import { CHROMIUM, pathOf } from '../byHand/programs.ts';

/** Runs in the page before anything of it: when rows are first there, and each task that takes over 50 ms. */
const WATCH = `
  globalThis.tasks = [];
  globalThis.rowsAt = 0;
  new PerformanceObserver(list => tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.source')) return;
    rowsAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
`;

/** A page in a browser of its own, Debian's Chromium, which notes when there is something and how long its tasks take. */
export async function openPage(): Promise<{ page: Page; close(): Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: pathOf(CHROMIUM) ?? CHROMIUM.program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const page = await browser.newPage();
  await page.addInitScript(WATCH);
  return { page, close: () => browser.close() };
}
