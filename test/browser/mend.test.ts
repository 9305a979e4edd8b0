import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, DeleteBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { copyProject } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';
import { jobsOfUpload } from '../workers/jobsOfUpload.ts';
import { openBrowser } from './openBrowser.ts';

/** So long the page may take to show what is so, on a busy machine; milliseconds. */
const SHOWN_MS = 60_000;

/** Runs in the page: what is wrong, and where. */
const WRONG = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`;

const project = copyProject();
let stack: RunningStack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await project.changeProfile(profile => ({
    ...profile,
    presets: ['720p'],
    retrySeconds: 0,
    webhooks: false,
  }));
  [stack, browser] = await Promise.all([
    RunningStack.start(project.dir, dataFolder(project.dir)),
    openBrowser(),
  ]);
  page = await browser.newPage();
  page.setDefaultTimeout(SHOWN_MS);
});

afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  project.remove();
});

const open = (query: string) => page.goto(`${stack.endpoint}/dashboard/?${query}`);
const section = (name: string) => page.getByRole('region', { name, exact: true });
const said = (name: string, words: RegExp) =>
  section(name).getByRole('status').filter({ hasText: words }).waitFor();

async function upload(key: string, path: string): Promise<void> {
  // Bytes, and no stream: on a connection that the stack has closed meanwhile a client can send them again.
  await stack.s3.send(new PutObjectCommand({ Bucket: 'fanreel-input', Key: key, Body: readFileSync(path) }));
}

const failed = (key: string) =>
  stack.until(one => one.event === 'failed' && one.source?.key === key && one.rendition === '720p');

/** Puts down of a job what something that nobody can make happen at will would have left. */
async function write(jobId: string, set: Record<string, unknown>): Promise<void> {
  const names = Object.keys(set);
  await stack.dynamo.send(
    new UpdateCommand({
      TableName: 'fanreel-jobs',
      Key: { jobId },
      UpdateExpression: `SET ${names.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, index) => [`#n${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, index) => [`:v${index}`, set[name]])),
    }),
  );
}

/** By the ledger itself: the dashboard keeps an answer for two seconds. */
async function jobOf(key: string): Promise<{ jobId: string; state: string }> {
  const [job] = await jobsOfUpload(stack, key);
  return job ?? { jobId: '', state: '' };
}

it('sends a test video through and follows it to all its renditions, and removes it again', async () => {
  await open('');
  await page.getByRole('button', { name: 'Test pipeline' }).click();
  await page.getByText('Here it costs nothing').waitFor();
  await page.getByRole('button', { name: 'Send a test video' }).click();
  await page.getByText(/All \d renditions? (is|are) there, after/).waitFor();
  await page
    .getByText(/s3:\/\/.*fanreel-test\//)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Remove it again' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByText(/Removed \d+ objects, the video among them/).waitFor();
});

it('puts back what failed, and it is made once its cause is mended', async () => {
  const Bucket = 'fanreel-720p';
  await stack.s3.send(new DeleteBucketCommand({ Bucket }));
  await upload('good.mp4', await makeClip(join(project.dir, 'good.mp4')));
  await failed('good.mp4');
  await stack.s3.send(new CreateBucketCommand({ Bucket }));
  await open('');
  const row = page.locator('.source').filter({ hasText: 'good.mp4' });
  await row.getByRole('link', { name: 'Mend' }).click();
  const dead = section('Dead letters');
  await dead.getByRole('checkbox', { name: 'Choose 720p of good.mp4' }).check();
  await dead.getByRole('button', { name: 'Put back the 1 chosen one' }).click();
  await said('Dead letters', /Put 1 letter back into the queues/);
  await stack.complete('good.mp4', '720p');
  await open('');
  await row.getByText('complete').waitFor();
});

it('releases a held job and cancels it by the buttons of its page, once somebody has agreed', async () => {
  await upload('held.mp4', join(project.dir, 'package.json'));
  await failed('held.mp4');
  const { jobId } = await jobOf('held.mp4');
  const held = { budget: 'perJobUsd', limitUsd: 1, usd: 2.5, paidUsd: 0, at: new Date().toISOString() };
  await write(jobId, { state: 'held', held, updatedAt: new Date().toISOString() });
  await open('view=mend');
  await section('Held jobs').getByText('2.50 USD').first().waitFor();
  await section('Held jobs').getByRole('button', { name: 'Release all, about 2.50 USD' }).click();
  await section('Held jobs').getByText('Release all 1 held job for about 2.50 USD?').waitFor();
  await section('Held jobs').getByRole('button', { name: 'No' }).click();
  expect((await jobOf('held.mp4')).state).toBe('held');
  await open(`view=source&${new URLSearchParams({ bucket: 'fanreel-input', key: 'held.mp4' })}`);
  await page.getByRole('button', { name: 'Release it' }).waitFor();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByText('Stopped 720p, which was held').waitFor();
  expect((await jobOf('held.mp4')).state).toBe('dropped');
});

it('purges for whoever types the name of the stack, and reconcile asks for nothing of it', async () => {
  await upload('junk.mp4', join(project.dir, 'package.json'));
  await failed('junk.mp4');
  await open('view=mend');
  await section('Purge')
    .getByText(/No source and no output is deleted/)
    .waitFor();
  const name = section('Purge').getByLabel('Name of the stack, to agree');
  await name.fill('Fanreel');
  await section('Purge').getByRole('button', { name: 'Purge' }).click();
  await said('Purge', /Type the name of the stack/);
  expect((await jobOf('junk.mp4')).state).toBe('failed');
  await name.fill('fanreel');
  await section('Purge').getByRole('button', { name: 'Purge' }).click();
  await said('Purge', /Dropped \d+ jobs?.*deleted \d+ messages?/);
  expect((await jobOf('junk.mp4')).state).toBe('dropped');
  await section('Reconcile').getByRole('button', { name: 'Look what is missing' }).click();
  await said('Reconcile', /Nothing is missing/);
});

it.each([
  ['Mend', 'view=mend', 'Dead jobs'],
  ['Test pipeline', 'view=test', 'What would be made'],
])('everybody can use %s, in light and in dark', async (_, query, shown) => {
  await upload('dead.mp4', join(project.dir, 'package.json'));
  await failed('dead.mp4');
  await open(query);
  await page.getByText(shown).first().waitFor();
  await page.evaluate(axe.source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([colorScheme, await page.evaluate(WRONG)]).toEqual([colorScheme, []]);
  }
});

it('offers nothing that it would refuse while it is read-only', async () => {
  await page.route('**/api/**', route =>
    route.request().method() === 'GET' ? route.continue() : route.abort(),
  );
  await page.routeWebSocket('**/ws', line => {
    const server = line.connectToServer();
    server.onMessage(message => line.send(String(message).replace('"readOnly":false', '"readOnly":true')));
  });
  await open('view=mend');
  await page.getByText('This dashboard is read-only').first().waitFor();
  expect(await page.locator('main button:not(:disabled)').allTextContents()).toEqual([]);
});
