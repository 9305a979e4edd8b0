import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { startS3, temporaryFolder } from './startS3.ts';

const module = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);

const SERVER = `
  import { createServer } from 'node:http';
  import { s3Handler } from ${module('../../../emulator/s3/s3Handler.ts')};
  import { S3Store } from ${module('../../../emulator/s3/store/s3Store.ts')};
  const store = new S3Store(process.argv[1]);
  store.buckets.create('videos');
  const server = createServer(s3Handler(store));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

test('after kill -9 in the middle of an upload every acknowledged object is whole and nothing else is there', async () => {
  const dir = temporaryFolder();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SERVER, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value: port } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  const url = `http://127.0.0.1:${port}/videos`;
  const whole = 'whole '.repeat(100_000);
  expect((await fetch(`${url}/whole`, { method: 'PUT', body: whole })).status).toBe(200);
  const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
  socket.write('PUT /videos/half HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhalf');
  await expect.poll(() => readdirSync(join(dir, 'bodies'))).toHaveLength(2);
  child.kill('SIGKILL');
  await once(child, 'close');
  const { store, endpoint } = await startS3(dir);
  expect(store.list('videos').entries.map(({ name }) => name)).toEqual(['whole']);
  expect(await (await fetch(`${endpoint}/videos/whole`)).text()).toBe(whole);
  expect(readdirSync(join(dir, 'bodies'))).toHaveLength(1);
});
