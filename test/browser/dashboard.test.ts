import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import axe from 'axe-core';
import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { WorkerPod } from '../../dashboard/wire/pods.ts';
import type { SourceRow } from '../../dashboard/wire/sources.ts';
import type { Snapshot } from '../../dashboard/wire/stream.ts';
import { makeFilm } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { openSite } from './localPort.ts';
import { openBrowser } from './openBrowser.ts';
import { addTools } from './pageTools.ts';

/** As nobody would call a file, save to see what becomes of it. */
const MARKUP = '<img src=x onerror=document.title="hit">\u202e';
const MAX_KEY_BYTES = 1_024;
const HOSTILE = `${MARKUP}${'x'.repeat(MAX_KEY_BYTES - Buffer.byteLength(`${MARKUP}4pm.mp4`))}4pm.mp4`;
const HOSTILE_SEEN = HOSTILE.replace('\u202e', '⟨U+202E⟩');

/** So long the page may take to show what is so, on a busy machine; milliseconds. */
const SHOWN_MS = 60_000;

/** Runs in the page: what is wrong, and where. */
const WRONG = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`;

const project = copyProject();
let stack: RunningStack;
let browser: Browser;
let site: Awaited<ReturnType<typeof openSite>>;
let page: Page;
/** What the browser complained of, a policy that was broken say. */
const complaints: string[] = [];

beforeAll(async () => {
  // Signs of life and of progress often, so that a short clip has several.
  await project.changeProfile(profile => ({
    ...profile,
    webhooks: false,
    presets: ['720p'],
    retrySeconds: 0,
    leaseSeconds: 6,
    progressSeconds: 1,
  }));
  [stack, browser, site] = await Promise.all([start(), openBrowser(), openSite()]);
  page = await browser.newPage({ colorScheme: 'dark' });
  page.setDefaultTimeout(SHOWN_MS);
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${stack.endpoint}/dashboard/`);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await stack?.stop();
  project.remove();
});

function start(args: string[] = []): Promise<RunningStack> {
  return RunningStack.start(project.dir, dataFolder(project.dir), args);
}

async function upload(key: string, body: string, metadata: Record<string, string> = {}): Promise<void> {
  const [Body, ContentLength] = [createReadStream(body), statSync(body).size];
  const Bucket = 'fanreel-input';
  await stack.s3.send(new PutObjectCommand({ Bucket, Key: key, Body, ContentLength, Metadata: metadata }));
}

const badge = (words: string | RegExp) => page.locator('.badge').filter({ hasText: words }).waitFor();

it('says what to do while there is nothing', async () => {
  await badge('Live');
  await page.getByText('npx fanreel submit holiday.mp4 --wait').waitFor();
});

it('shows an upload’s percent as it grows, and its end, without being asked', async () => {
  const clip = await makeFilm(join(project.dir, 'long.mp4'), { size: '1280x720', seconds: 25 });
  await upload('long.mp4', clip);
  const row = page.locator('.source').filter({ hasText: 'long.mp4' });
  const percents = new Set<number>();
  await vi.waitUntil(
    async () => {
      // One for each rendition that is being made.
      const bars = await row
        .locator('progress')
        .evaluateAll(all => all.map(one => Number(one.getAttribute('value'))));
      for (const percent of bars) percents.add(percent);
      return (await row.getByText('complete').count()) > 0;
    },
    { timeout: SHOWN_MS, interval: 100 },
  );
  expect([...percents].some(one => one > 0 && one < 100)).toBe(true);
});

it('shows a hostile key and hostile metadata as text', async () => {
  const text = join(project.dir, 'package.json');
  await upload(HOSTILE, text, { 'fanreel-batch': '<script>document.title="hit"</script>' });
  await page.getByRole('link', { name: HOSTILE_SEEN }).click();
  await page.getByRole('heading', { name: HOSTILE_SEEN }).waitFor();
  await page.locator('.failure').getByText('For the operator').waitFor();
  expect(await page.locator('img, script:not([src])').count()).toBe(0);
  expect(await page.title()).not.toBe('hit');
});

it('finds by what stands in the address, and says what to do where nothing is found', async () => {
  await page.goto(`${stack.endpoint}/dashboard/?q=LONG&state=complete`);
  await page.getByRole('link', { name: 'long.mp4' }).waitFor();
  expect(await page.locator('.source').count()).toBe(1);
  await page.getByLabel('Search').fill('nothing');
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe('nothing');
});

it('takes a source by its key alone, and shows what there is now where the address names nothing', async () => {
  for (const view of ['source', 'look']) {
    await page.goto(`${stack.endpoint}/dashboard/?view=${view}&key=long.mp4`);
    await page
      .getByText(view === 'source' ? 'In bucket fanreel-input.' : '1280x720')
      .first()
      .waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
  }
  for (const address of ['?view=nowhere', '?view=source']) {
    await page.goto(`${stack.endpoint}/dashboard/${address}`);
    await page.getByRole('heading', { name: 'Now' }).waitFor();
    expect(await page.title()).toBe('Now - fanreel');
  }
});

it('keeps a filter that the address has chosen, also where there is nothing of it', async () => {
  await page.goto(`${stack.endpoint}/dashboard/?state=held`);
  await page.getByRole('button', { name: 'Show all' }).waitFor();
  expect(await page.getByLabel('State').inputValue()).toBe('held');
});

it('tells those who work from what waits for a container, and lists the pods of a cluster', async () => {
  const cluster = await browser.newPage();
  const { sources, ...snapshot } = snapshotOf(1);
  const [one, two] = sources[0]?.renditions ?? [];
  if (!one || !two) throw new Error('There is no source.');
  Object.assign(one, { state: 'submitted', waits: true, engine: 'ffmpeg' });
  Object.assign(two, { state: 'running', engine: 'ffmpeg in a container', startedAt: two.updatedAt });
  await cluster.routeWebSocket('**/ws', (line: WebSocketRoute) =>
    line.send(JSON.stringify({ ...snapshot, sources })),
  );
  const pods: WorkerPod[] = [
    { name: '720p-abc', rendition: '720p', phase: 'Pending', reason: 'Unschedulable' },
    { name: '1080p-<b>', rendition: '1080p', phase: 'Running', startedAt: two.updatedAt, node: 'node-1' },
  ];
  await cluster.route('**/api/workers', route => route.fulfill({ json: { workers: pods } }));
  await cluster.goto(`${stack.endpoint}/dashboard/`);
  await cluster.getByText('waits for a container').waitFor();
  expect(await cluster.locator('.tiles div', { hasText: 'In work' }).innerText()).toBe('In work\n1');
  await cluster.getByRole('link', { name: 'Queues and workers' }).click();
  const working = cluster.getByRole('region', { name: 'Who works, and on what' }).locator('tbody tr');
  expect(await working.allInnerTexts()).toEqual([expect.stringMatching(/1080p.*ffmpeg in a container/s)]);
  const listed = cluster.getByRole('region', { name: 'pods in this cluster' }).locator('tbody tr');
  expect(await listed.allInnerTexts()).toEqual([
    expect.stringMatching(/720p.*720p-abc.*Pending.*Unschedulable/),
    expect.stringMatching(/1080p.*1080p-<b>.*Running.*node-1/),
  ]);
  await cluster.evaluate(axe.source);
  expect(await cluster.evaluate(WRONG)).toEqual([]);
  await cluster.close();
});

it.each([
  ['Now', '', 'Sources'],
  ['Queues and workers', '?view=queues', 'Workers'],
  ['Cost', '?view=cost', 'By engine'],
  ['Mend', '?view=mend', 'Dead letters'],
  ['Gallery', '?view=gallery', 'Taken at'],
  [
    'a source',
    `?view=source&${new URLSearchParams({ bucket: 'fanreel-input', key: HOSTILE })}`,
    'For the operator',
  ],
])('everybody can use %s, in light and in dark, and it fits a phone', async (_, query, shown) => {
  await page.goto(`${stack.endpoint}/dashboard/${query}`);
  await page.getByText(shown).first().waitFor();
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const wrong = await page.evaluate(WRONG);
    expect([colorScheme, wrong]).toEqual([colorScheme, []]);
  }
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  if (size) await page.setViewportSize(size);
});

it('answers nothing to a page of another origin, nor connects it', async () => {
  const other = await browser.newPage();
  await other.goto(`http://foreign.example:${site.port}/`);
  await addTools(other);
  const answers = await other.evaluate(async at => {
    const calls = ['/health', '/dashboard/', '/api/pods', '/api/cost', '/api/source?key=long.mp4'];
    const read = await Promise.all(calls.map(path => globalThis.tools.read(at + path)));
    const socket = new WebSocket(`${at.replace('http', 'ws')}/ws`);
    const line = await new Promise<string>(done => {
      socket.onmessage = () => done('told');
      socket.onclose = () => done('closed');
    });
    return [...read, line];
  }, stack.endpoint);
  expect(new Set(answers)).toEqual(new Set(['TypeError: Failed to fetch', 'closed']));
  await other.close();
});

it('scrolls through 10,000 sources, of which only what is seen is there', async () => {
  const many = await browser.newPage();
  const { sources, ...snapshot } = snapshotOf(10_000);
  await many.routeWebSocket('**/ws', (line: WebSocketRoute) => {
    line.send(JSON.stringify({ ...snapshot, sources: sources.slice(0, 100), left: 9_900 }));
    line.send(JSON.stringify({ type: 'more', run: 'r', version: 1, sources: sources.slice(100), left: 0 }));
  });
  await many.goto(`${stack.endpoint}/dashboard/`);
  await many.getByRole('link', { name: 'clip-0.mp4' }).waitFor();
  await many.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
  await many.getByRole('link', { name: 'clip-9999.mp4' }).waitFor();
  expect(await many.locator('.source').count()).toBeLessThan(60);
  await many.close();
});

it('says that the stack has stopped, and goes on by itself once it is there again', async () => {
  await page.goto(`${stack.endpoint}/dashboard/`);
  await page.getByRole('link', { name: 'long.mp4' }).waitFor();
  await stack.stop();
  await badge(/Not connected|Connecting/);
  expect(await page.getByRole('link', { name: 'long.mp4' }).count()).toBe(1);
  expect(complaints.filter(one => !/WebSocket/.test(one))).toEqual([]);
  stack = await start(['--port', new URL(stack.endpoint).port]);
  await badge('Live');
  await page.getByRole('link', { name: 'long.mp4' }).waitFor();
});

function snapshotOf(count: number): Snapshot {
  const at = Date.parse('2026-01-02T03:04:05.000Z');
  const sources = Array.from({ length: count }, (_, index): SourceRow => {
    const updatedAt = new Date(at - index * 1_000).toISOString();
    const job = { state: 'complete', attempts: 1, lost: 0, usd: 0.001, updatedAt };
    return {
      ...{ bucket: 'in', key: `clip-${index}.mp4`, changedAt: updatedAt, usd: 0.002 },
      ...{ outputBytes: 1_000, sourceBytes: 2_000 },
      renditions: ['720p', '1080p'].map(rendition => ({ jobId: `${index}-${rendition}`, rendition, ...job })),
    };
  });
  const health = {
    status: 'ok' as const,
    stack: 'fanreel',
    place: 'AWS',
    inputBucket: 'in',
    readOnly: false,
  };
  return {
    ...{ type: 'snapshot', run: 'r', version: 1, health, sources, left: 0 },
    samples: [],
    trouble: null,
  };
}
