import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import axe from 'axe-core';
import type { Browser, Page, Request, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Forecast } from '../../dashboard/wire/uploads/forecast.ts';
import { makeClip, makeFile } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { runCli } from '../cli/runCli.ts';
import { openSite } from './localPort.ts';
import { openBrowser } from './openBrowser.ts';
import { addTools } from './pageTools.ts';

const Bucket = 'fanreel-input';
/** Ten parts. */
const LARGE_BYTES = 80_000_000;

/** As nobody would call a file, save to see what becomes of it. */
const HOSTILE = '<img src=x onerror=document.title="hit">\u202e4pm.mp4';
const HOSTILE_SEEN = HOSTILE.replace('\u202e', '⟨U+202E⟩');

/** So long the page may take to show what is so, on a busy machine; milliseconds. */
const SHOWN_MS = 60_000;

/** Runs in the page: what is wrong, and where. */
const WRONG = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`;

/** Runs in the page: a rendition that was unchecked is wished again, and a part of the film as well, at once. */
const TWO_WISHES = `{
  const [rendition, from] = ['720p', 'From ('].map(text =>
    [...document.querySelectorAll('label')].find(label => label.textContent.trim().startsWith(text)).querySelector('input'));
  rendition.click();
  from.value = 'soon';
  from.dispatchEvent(new Event('input', { bubbles: true }));
}`;

const project = copyProject();
const folder = join(project.dir, 'chosen');
let clip: string;
let large: string;
let stack: RunningStack;
let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  for (const name of ['chosen/other', 'given/a']) mkdirSync(join(project.dir, name), { recursive: true });
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['720p'],
    retrySeconds: 0,
    webhooks: false,
  }));
  [stack, browser, site, clip] = await Promise.all([
    RunningStack.start(project.dir, dataFolder(project.dir)),
    openBrowser(),
    openSite(),
    makeClip(join(folder, 'short.mp4'), { seconds: 1 }),
  ]);
  large = await largeClip();
  page = await browser.newPage({ colorScheme: 'dark' });
  page.setDefaultTimeout(SHOWN_MS);
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  await openView();
});

/** What a test waited for in vain is told by what was there instead. */
beforeEach(({ onTestFailed }) => {
  onTestFailed(async () => console.log(await page.locator('body').innerText(), complaints.join('; ')));
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await stack?.stop();
  project.remove();
});

/** A second of film with 80 MB behind it that players skip. */
async function largeClip(): Promise<string> {
  const path = join(folder, 'large.mp4');
  await makeClip(path, { seconds: 1 });
  await using file = await open(path, 'a');
  const bytes = randomBytes(LARGE_BYTES / 10);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(LARGE_BYTES + 8);
  head.write('free', 4, 'latin1');
  await file.write(head);
  for (let times = 0; times < 10; times += 1) await file.write(bytes);
  return path;
}

async function openView(on = page, endpoint = stack.endpoint): Promise<void> {
  await on.goto(`${endpoint}/dashboard/?view=upload`);
  await on.getByRole('button', { name: 'Choose files' }).waitFor();
}

async function choose(paths: string | string[], on = page): Promise<void> {
  await on.locator('input[type=file]').first().setInputFiles(paths);
}

const row = (key: string, on = page) => on.locator('.file').filter({ hasText: key });
const stage = (key: string, is: string, on = page) =>
  on.locator(`.file[data-stage="${is}"]`).filter({ hasText: key }).waitFor();
const button = (name: string, key: string, on = page) =>
  row(key, on).getByRole('button', { name: new RegExp(`^${name}`) });

/** Parts that went to S3, by their numbers; a request is counted once it was answered well. */
function countParts(on: Page): number[] {
  const sent: number[] = [];
  on.on('requestfinished', async request => {
    const number = partOf(request);
    if (number !== null && (await request.response())?.status() === 200) sent.push(number);
  });
  return sent;
}

function partOf(request: Request): number | null {
  if (request.method() !== 'PUT') return null;
  const number = new URL(request.url()).searchParams.get('partNumber');
  return number === null ? null : Number(number);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}

async function digestThere(Key: string): Promise<string> {
  const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket, Key }));
  const hash = createHash('sha256');
  for await (const bytes of Body as AsyncIterable<Buffer>) hash.update(bytes);
  return hash.digest('hex');
}

it('says why nothing would be made of a file before a byte of it is sent', async () => {
  const text = join(folder, 'notes.txt');
  const sound = join(folder, 'sound.mp4');
  writeFileSync(text, 'nothing to see');
  await makeFile(sound, ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1', '-c:a', 'aac']);
  const sent = countParts(page);
  await choose([text, sound]);
  await row('notes.txt').getByText('is not a video by its name (.txt)').waitFor();
  await row('sound.mp4').getByText('The file has no video in it').waitFor();
  expect(await page.getByRole('button', { name: /^Upload 0 files/ }).isDisabled()).toBe(true);
  expect(sent).toEqual([]);
  const said = await runCli(['probe', sound], {});
  expect(said.stderr).toContain('The file has no video in it');
  await page.getByRole('button', { name: 'Clear' }).click();
});

it('forecasts what quote says, of the very file and in a browser, and as it is wished', async () => {
  const answer = page.waitForResponse(/\/api\/forecast/);
  await choose(clip);
  const forecast = (await (await answer).json()) as Forecast;
  const quoted = await runCli(['quote', clip, '--rendition', '720p', '--json'], {});
  const { sources } = JSON.parse(quoted.stdout) as { sources: { renditions: object[] }[] };
  const { engine, reason, seconds, usd, makes } = { ...sources[0]?.renditions[0] } as Record<string, unknown>;
  expect(forecast.renditions[0]?.outcome).toEqual({
    ...{ is: 'made', engine, reason, seconds, usd, overBudgetUsd: null },
    ...(makes as object),
  });
  await row('short.mp4').getByText('1 rendition, there in about').click();
  await row('short.mp4')
    .getByRole('cell', { name: /^\d+x\d+, mp4$/ })
    .waitFor();
  await page.getByText('Where to, and wishes for all').click();
  await page.getByLabel('720p').first().uncheck();
  await row('short.mp4').getByText('Nothing would be made').waitFor();
  // Before the page is drawn anew: the one may not undo the other.
  await page.evaluate(TWO_WISHES);
  await row('short.mp4').getByText('expected seconds').waitFor();
  await page.getByLabel('From (').first().fill('');
  await row('short.mp4').getByText('1 rendition, there in about').waitFor();
});

it.each(['light', 'dark'] as const)('everybody can use it, in %s', async colorScheme => {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(axe.source);
  expect(await page.evaluate(WRONG)).toEqual([]);
});

it('uploads, signs a part anew whose signature has expired, and leads to what becomes of it', async () => {
  let expired = 0;
  const late = async (route: Route) => {
    const url = new URL(route.request().url());
    if (route.request().method() === 'PUT' && expired === 0) {
      expired += 1;
      url.searchParams.set('X-Amz-Date', '20200101T000000Z');
    }
    await route.continue({ url: url.href });
  };
  await page.route(/partNumber=/, late);
  const signed = page.waitForRequest(request => request.url().endsWith('/sign'));
  await button('Upload', 'short.mp4').click();
  await signed;
  await stage('short.mp4', 'done');
  await page.unroute(/partNumber=/, late);
  expect(expired).toBe(1);
  await row('short.mp4').getByText('taken up').waitFor();
  await row('short.mp4').getByRole('link', { name: 'See what becomes of it' }).click();
  await page.getByRole('heading', { name: 'short.mp4' }).waitFor();
  await page.getByText('complete').first().waitFor();
  await openView();
});

it('asks before it replaces what is there, and sends nothing of what is there already', async () => {
  const sent = countParts(page);
  await choose(clip);
  await button('Upload', 'short.mp4').click();
  await stage('short.mp4', 'same');
  await button('Dismiss', 'short.mp4').click();
  const other = await makeClip(join(folder, 'other/short.mp4'), { seconds: 2 });
  await choose(other);
  await button('Upload', 'short.mp4').click();
  await stage('short.mp4', 'asking');
  expect(sent).toEqual([]);
  await button('Replace it', 'short.mp4').click();
  await stage('short.mp4', 'done');
  expect(await digestThere('short.mp4')).toBe(await digestOf(other));
  await button('Dismiss', 'short.mp4').click();
});

it('goes on with 80 MB after a broken line by itself, and after a reload once the file is chosen again', async () => {
  const sent = countParts(page);
  let allowed = 4;
  let broken = 0;
  await page.route(/partNumber=/, route => {
    if (partOf(route.request()) === null || allowed > 0) {
      allowed -= 1;
      return route.continue();
    }
    broken += 1;
    return route.abort('connectionreset');
  });
  await choose(large);
  await button('Upload', 'large.mp4').click();
  await stage('large.mp4', 'waiting');
  allowed = 4;
  await stage('large.mp4', 'sending');
  await vi.waitUntil(() => sent.length >= 6, { timeout: SHOWN_MS });
  await button('Pause', 'large.mp4').click();
  await stage('large.mp4', 'paused');
  expect(broken).toBeGreaterThan(0);
  let asked = '';
  page.once('dialog', dialog => {
    asked = dialog.type();
    dialog.accept();
  });
  await page.reload();
  expect(asked).toBe('beforeunload');
  await page.getByText('choose it again to go on').waitFor();
  await page.unroute(/partNumber=/);
  const before = new Set(sent);
  sent.length = 0;
  await choose(large);
  await button('Upload', 'large.mp4').click();
  await stage('large.mp4', 'done');
  // What S3 had taken when the page went away is not sent again either, answered or not: the bytes say whether all of it is there.
  expect(sent.filter(number => before.has(number))).toEqual([]);
  expect(sent.length).toBeGreaterThan(0);
  expect(await digestThere('large.mp4')).toBe(await digestOf(large));
  expect(await page.getByText('choose it again to go on').count()).toBe(0);
});

it('takes a folder with its paths and the wishes beside, and shows a hostile name as text', async () => {
  const given = join(project.dir, 'given');
  const copy = await makeClip(join(given, 'a', HOSTILE), { seconds: 1 });
  writeFileSync(`${copy}.json`, '{"trim": {"to": 0.5}}');
  writeFileSync(join(given, '.hidden.mp4'), 'x');
  await page.locator('input[webkitdirectory]').setInputFiles(given);
  await row(`a/${HOSTILE_SEEN}`).getByText('file of wishes beside it').waitFor();
  await button('Upload', HOSTILE_SEEN).click();
  await stage(HOSTILE_SEEN, 'done');
  const { ContentLength } = await stack.s3.send(new HeadObjectCommand({ Bucket, Key: `a/${HOSTILE}.json` }));
  expect(ContentLength).toBe(21);
  expect(await page.locator('.file').filter({ hasText: 'hidden' }).count()).toBe(0);
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
  expect(await page.title()).not.toBe('hit');
});

it('throws away what was sent of an upload that is canceled', async () => {
  rmSync(clip);
  const film = await makeClip(join(folder, 'canceled.mp4'), { seconds: 1 });
  await page.route(/partNumber=/, route => route.abort('connectionreset'));
  await choose(film);
  await button('Upload', 'canceled.mp4').click();
  await stage('canceled.mp4', 'waiting');
  const thrown = page.waitForResponse(answer => answer.request().method() === 'DELETE');
  await button('Cancel', 'canceled.mp4').click();
  expect((await thrown).status()).toBe(200);
  await page.unroute(/partNumber=/);
  await page.reload();
  await page.getByRole('button', { name: 'Choose files' }).waitFor();
  expect(await page.getByText('choose it again to go on').count()).toBe(0);
});

it('gives an upload up that S3 loses each time, and begins it anew once somebody says so', async () => {
  const other = await browser.newPage();
  await openView(other);
  const path = join(folder, 'lost.mp4');
  await makeClip(path, { seconds: 1 });
  const answer = '<Error><Code>NoSuchUpload</Code><Message>There is none.</Message></Error>';
  let lost = 0;
  await other.route(`**/${Bucket}/lost.mp4?*`, route => {
    if (route.request().method() !== 'PUT') return route.continue();
    lost += 1;
    return route.fulfill({ status: 404, body: answer });
  });
  await choose(path, other);
  await button('Upload', 'lost.mp4', other).click();
  await stage('lost.mp4', 'failed', other);
  await row('lost.mp4', other).getByText('S3 loses the upload').waitFor();
  expect(lost).toBe(4);
  await other.unroute(`**/${Bucket}/lost.mp4?*`);
  await button('Try again', 'lost.mp4', other).click();
  await stage('lost.mp4', 'done', other);
  await other.close();
});

it('a page of another origin can do none of it', async () => {
  const other = await browser.newPage();
  await other.goto(`http://foreign.example:${site.port}/`);
  await addTools(other);
  const answers = await other.evaluate(async at => {
    const calls = [
      'uploads',
      'uploads/sign',
      'uploads/parts',
      'uploads/complete',
      'uploads/beside',
      'forecast',
    ];
    const headers = { 'x-fanreel-dashboard': '1' };
    const init = { method: 'POST', body: '{"key":"stolen.mp4","sizeBytes":1}', headers };
    const read = calls.map(name => globalThis.tools.read(`${at}/api/${name}`, init));
    const put = globalThis.tools.read(`${at}/fanreel-input/stolen.mp4`, { method: 'PUT', body: 'x' });
    return Promise.all([...read, put, globalThis.tools.read(`${at}/dashboard/inspector.js`)]);
  }, stack.endpoint);
  expect(new Set(answers)).toEqual(new Set(['TypeError: Failed to fetch']));
  await other.close();
});

it('works by either name of this machine, and the policy of the page is never broken', async () => {
  await openView(page, stack.endpoint.replace('127.0.0.1', 'localhost'));
  await choose(join(folder, 'canceled.mp4'));
  await button('Upload', 'canceled.mp4').click();
  await stage('canceled.mp4', 'done');
  expect(complaints.filter(one => /Content.Security/i.test(one))).toEqual([]);
});
