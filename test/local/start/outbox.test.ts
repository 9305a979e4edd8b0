import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Emulator, openEmulator } from '../../../emulator/index.ts';
import { keepMails } from '../../../local/start/outbox.ts';

let folder: string;
let emulator: Emulator;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fanreel-outbox-'));
  emulator = openEmulator(folder, 'http://127.0.0.1:1');
});

afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

it('what a topic would send by e-mail is a file in the outbox, as far as its filter lets it through', () => {
  const { sns } = emulator;
  const topicArn = sns.createTopic('status');
  sns.subscribeMail({ topicArn, address: 'ops@example.com', filterPolicy: { state: ['failed'] } });
  keepMails(sns, join(folder, 'outbox'));
  const publish = (state: string) => {
    const attributes = { state: { DataType: 'String', StringValue: state } };
    sns.publish({ topicArn, message: `{"state":"${state}"}`, attributes });
  };
  publish('complete');
  publish('failed');
  const files = readdirSync(join(folder, 'outbox'));
  expect(files).toHaveLength(1);
  const text = readFileSync(join(folder, 'outbox', files[0] ?? ''), 'utf8');
  expect(text).toMatch(
    /^To: ops@example\.com\r\nSubject: AWS Notification Message\r\nDate: .*\r\n\r\n\{"state":"failed"\}\r\n$/,
  );
});
