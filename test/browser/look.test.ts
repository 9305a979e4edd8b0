import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { openBrowser } from './openBrowser.ts';

/** In MPEG-2, which no browser plays, and called as nobody would call a file. */
const HOSTILE = '<img src=x onerror=document.title="hit">\u202e4pm.mkv';
const HOSTILE_SEEN = HOSTILE.replace('\u202e', '⟨U+202E⟩');
const FILM = 'a/beach & sea.mp4';

/** So long the page may take to show what is so, on a busy machine; milliseconds. */
const SHOWN_MS = 60_000;

/** Run in the page. */
const WRONG = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`;
const TIMES = `[...document.querySelectorAll('video')].map(one => one.currentTime)`;
const ARE_READY = `[...document.querySelectorAll('video')].every(one => one.readyState > 2 && !one.seeking)`;
/** The brightest of a few pixels of each picture; one of another origin could not be read. */
const BRIGHTEST = `[...document.querySelectorAll('video')].map(video => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 8, height: 8 });
  const context = canvas.getContext('2d');
  context.drawImage(video, 0, 0, 8, 8);
  return Math.max(...context.getImageData(0, 0, 8, 8).data.filter((_, index) => index % 4 < 3));
})`;

const project = copyProject();
let stack: RunningStack;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  await project.changeProfile(profile => ({ ...profile, presets: ['720p', 'thumbnails'], webhooks: false }));
  [stack, browser] = await Promise.all([
    RunningStack.start(project.dir, dataFolder(project.dir)),
    openBrowser(),
  ]);
  const film = await makeClip(join(project.dir, 'film.mp4'), { seconds: 12 });
  const foreign = await makeClip(join(project.dir, 'foreign.mkv'), { seconds: 2, codec: 'mpeg2video' });
  for (const [key, path] of [
    [FILM, film],
    [HOSTILE, foreign],
  ] as const) {
    const [Body, ContentLength] = [createReadStream(path), statSync(path).size];
    await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body, ContentLength }));
  }
  for (const key of [FILM, HOSTILE]) {
    for (const rendition of ['720p', 'thumbnails']) await stack.complete(key, rendition, SHOWN_MS);
  }
  page = await browser.newPage();
  page.setDefaultTimeout(SHOWN_MS);
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  project.remove();
});

/** By a name of the page's own port that S3 is not linked by. */
async function look(key: string): Promise<void> {
  const query = new URLSearchParams({ view: 'look', bucket: 'fanreel-input', key });
  await page.goto(`${stack.endpoint.replace('127.0.0.1', 'localhost')}/dashboard/?${query}`);
}

const times = () => page.evaluate<number[]>(TIMES);
const ready = () => vi.waitUntil(() => page.evaluate<boolean>(ARE_READY), { timeout: SHOWN_MS });

it('plays a source and its rendition side by side, with pictures in both', async () => {
  await look(FILM);
  await page.locator('video').nth(1).waitFor();
  await ready();
  await page.getByRole('button', { name: 'Play' }).click();
  await vi.waitUntil(async () => (await times()).every(one => one > 0.5), { timeout: SHOWN_MS });
  await page.getByRole('button', { name: 'Pause' }).click();
  await ready();
  const [source = 0, rendition = 1] = await times();
  expect(Math.abs(source - rendition)).toBeLessThan(0.05);
  for (const brightest of await page.evaluate<number[]>(BRIGHTEST)) expect(brightest).toBeGreaterThan(100);
});

it('goes to one place in all of them, by keys and by a single picture', async () => {
  await page.keyboard.press('5');
  await vi.waitUntil(async () => (await times()).every(one => Math.abs(one - 6) < 0.1), {
    timeout: SHOWN_MS,
  });
  await page.keyboard.press('.');
  await page.keyboard.press('.');
  await ready();
  const stepped = await times();
  expect(new Set(stepped.map(one => one.toFixed(2))).size).toBe(1);
  expect(stepped[0]).toBeCloseTo(6 + 2.5 / 30, 1);
});

it('shows the sheet’s picture of where the pointer is', async () => {
  const bar = page.getByRole('slider', { name: 'Position' });
  const shown = async (part: number) => {
    const { x = 0, y = 0, width = 0, height = 0 } = (await bar.boundingBox()) ?? {};
    await page.mouse.move(x + width * part, y + height / 2);
    return page.locator('.peek .tile').getAttribute('style');
  };
  const [early, late] = [await shown(0.05), await shown(0.95)];
  expect(early).toContain('sprite.jpg');
  expect(late).not.toBe(early);
});

it('takes away and brings back one of the players, which is then where the other is', async () => {
  await page.getByRole('checkbox', { name: '720p' }).click();
  await vi.waitUntil(async () => (await times()).length === 1);
  await page.getByRole('checkbox', { name: '720p' }).click();
  await vi.waitUntil(async () => (await times()).length === 2);
  await ready();
  await vi.waitUntil(
    async () => {
      const [source = 0, rendition = 1] = await times();
      return Math.abs(source - rendition) < 0.05;
    },
    { timeout: SHOWN_MS },
  );
});

it('saves a rendition under a name of its own', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download 720p' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('beach & sea.720p.mp4');
});

it('says of a source that no browser plays that it does not, and plays the rest', async () => {
  await look(HOSTILE);
  await page.getByRole('heading', { name: HOSTILE_SEEN }).waitFor();
  await page.getByText('This browser cannot play mpeg2video in mkv.').waitFor();
  await page.getByRole('button', { name: 'Play' }).click();
  await vi.waitUntil(async () => ((await times())[1] ?? 0) > 0.3, { timeout: SHOWN_MS });
  expect(await page.title()).not.toBe('hit');
  expect(await page.locator('img[src="x"]').count()).toBe(0);
});

it('shows the stills of all sources by their position, and leads to each source', async () => {
  await page.goto(`${stack.endpoint}/dashboard/?view=gallery`);
  const stills = page.locator('.gallery img');
  await page.getByRole('img', { name: `${FILM} at 50 %` }).waitFor();
  expect(await stills.count()).toBe(2);
  await page.getByLabel('Taken at').selectOption('any');
  await page.getByRole('img', { name: `${FILM} at 95 %` }).waitFor();
  expect(await stills.count()).toBe(6);
  const first = page.getByRole('img', { name: `${FILM} at 95 %` });
  await vi.waitUntil(() =>
    first.evaluate(image => (image as unknown as { naturalWidth: number }).naturalWidth > 0),
  );
  await first.click();
  await page.getByRole('heading', { name: FILM }).waitFor();
});

it('shows what the worker printed of a job, once somebody wants to see it', async () => {
  const query = new URLSearchParams({ view: 'source', bucket: 'fanreel-input', key: FILM });
  await page.goto(`${stack.endpoint}/dashboard/?${query}`);
  await page.getByText('What the worker of 720p printed').click();
  await page.getByRole('list', { name: 'Log of 720p' }).getByText('Message done.').waitFor();
});

it.each([
  ['a look', `?view=look&${new URLSearchParams({ bucket: 'fanreel-input', key: FILM })}`, 'Stills'],
  ['the gallery', '?view=gallery&position=10', FILM],
])('everybody can use %s, in light and in dark', async (_, query, shown) => {
  await page.goto(`${stack.endpoint}/dashboard/${query}`);
  await page.getByText(shown).first().waitFor();
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([colorScheme, await page.evaluate(WRONG)]).toEqual([colorScheme, []]);
  }
});

it('broke no policy, and asked for nothing that there is not', () => {
  expect(complaints).toEqual([]);
});
