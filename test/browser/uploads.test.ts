import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClip } from '../../lab/support/clip.ts';
import { LocalPort, openSite } from './localPort.ts';
import { openBrowser } from './openBrowser.ts';

const Bucket = 'videos';
const PART = 5 * 1024 * 1024;

let browser: Browser;
let port: LocalPort;
let site: Awaited<ReturnType<typeof openSite>>;
let page: Page;

beforeAll(async () => {
  [browser, site, port] = await Promise.all([openBrowser(), openSite(), LocalPort.open()]);
  for (const bucket of [Bucket, 'closed']) port.services.s3.buckets.create(bucket);
  const rule = {
    ...{ AllowedOrigins: [`http://localhost:${site.port}`], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] },
    AllowedMethods: ['PUT', 'POST', 'GET', 'HEAD'],
  };
  await port.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
  page = await browser.newPage();
  await page.goto(`http://localhost:${site.port}/`);
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await port?.close();
});

it('a page of an allowed origin uploads by a presigned PUT and may read the ETag, and no other page does', async () => {
  const ContentType = 'video/mp4';
  const url = await getSignedUrl(port.s3, new PutObjectCommand({ Bucket, Key: 'put.mp4', ContentType }));
  const run = (on: Page, address: string) =>
    on.evaluate(async target => {
      const headers = { 'content-type': 'video/mp4', 'x-amz-meta-owner': 'Ann' };
      const reply = await fetch(target, { method: 'PUT', body: 'film', headers });
      return [reply.status, reply.headers.get('etag')];
    }, address);
  expect(await run(page, url)).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
  expect(port.services.s3.head(Bucket, 'put.mp4')).toMatchObject({
    ...{ sizeBytes: 4, headers: { 'content-type': 'video/mp4', 'x-amz-meta-owner': 'Ann' } },
  });
  const closed = await getSignedUrl(
    port.s3,
    new PutObjectCommand({ Bucket: 'closed', Key: 'a', ContentType }),
  );
  await expect(run(page, closed)).rejects.toThrow('Failed to fetch');
  const other = await browser.newPage();
  await other.goto(`http://other.example:${site.port}/`);
  await expect(run(other, url.replace('put.mp4', 'other.mp4'))).rejects.toThrow('Failed to fetch');
  await other.close();
  expect(await port.keys(Bucket)).toEqual(['put.mp4']);
});

it('it uploads in parts, whose ETags it reads', async () => {
  const upload = { Bucket, Key: 'parts.mp4' };
  const { UploadId } = await port.s3.send(new CreateMultipartUploadCommand(upload));
  const urls = await Promise.all(
    [1, 2].map(PartNumber =>
      getSignedUrl(port.s3, new UploadPartCommand({ ...upload, UploadId, PartNumber })),
    ),
  );
  const complete = await getSignedUrl(port.s3, new CompleteMultipartUploadCommand({ ...upload, UploadId }));
  const status = await page.evaluate(
    async ({ urls, complete, size }) => {
      const tags = await Promise.all(
        urls.map(async (url, n) =>
          (await fetch(url, { method: 'PUT', body: 'x'.repeat(n === 0 ? size : 1) })).headers.get('etag'),
        ),
      );
      const parts = tags.map((tag, n) => `<Part><PartNumber>${n + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
      const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
      return (await fetch(complete, { method: 'POST', body })).status;
    },
    { urls, complete, size: PART },
  );
  expect(status).toBe(200);
  expect(port.services.s3.head(Bucket, 'parts.mp4').sizeBytes).toBe(PART + 1);
});

it('it uploads by a form with a policy and is shown the page that the form names', async () => {
  const back = `http://localhost:${site.port}/done`;
  const { url, fields } = await createPresignedPost(port.s3, {
    ...{ Bucket, Key: `form/\${filename}`, Fields: { success_action_redirect: back } },
    Conditions: [['content-length-range', 1, 1_000]],
  });
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${value.replaceAll('"', '&quot;')}">`,
  );
  await page.setContent(
    `<form method="post" enctype="multipart/form-data" action="${url}">${inputs.join('')}<input type="file" name="file"><button>Go</button></form>`,
  );
  await page.setInputFiles('input[type=file]', {
    ...{ name: 'my film "é".mp4', mimeType: 'video/mp4', buffer: Buffer.from('film') },
  });
  await page.click('button');
  await page.waitForURL(`${back}?**`);
  const shown = new URL(page.url()).searchParams;
  expect(shown.get('key')).toMatch(/^form\/my film .*é.*\.mp4$/);
  expect(port.services.s3.head(Bucket, shown.get('key') ?? '').sizeBytes).toBe(4);
});

it('a page that somebody uploads is shown without scripts, so it cannot act as one of the port itself', async () => {
  const html = Buffer.from('<title>plain</title><script>document.title = "ran"</script>');
  await port.put(Bucket, 'page.html', html, 'text/html');
  const shown = await browser.newPage();
  await shown.goto(`${port.endpoint}/${Bucket}/page.html`);
  expect(await shown.title()).toBe('plain');
  for (const type of ['image/svg+xml', 'video/mp4, text/html', 'text/xml', '']) {
    await port.put(Bucket, 'page.html', html, type);
    const reply = await shown.request.get(`${port.endpoint}/${Bucket}/page.html`);
    expect(reply.headers()['content-security-policy']).toBe('sandbox');
  }
  await shown.close();
});

it('a film whose link is typed into the address bar plays', async () => {
  const film = join(mkdtempSync(join(tmpdir(), 'fanreel-film-')), 'film.mp4');
  await makeClip(film, { seconds: 1 });
  await port.put(Bucket, 'film.mp4', readFileSync(film), 'video/mp4');
  const shown = await browser.newPage();
  await shown.goto(`${port.endpoint}/${Bucket}/film.mp4`);
  await shown.waitForFunction('document.querySelector("video").readyState >= 2');
  await shown.close();
});
