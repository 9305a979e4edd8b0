import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What a start makes anew, and what is of the machine that it ran on: the synthesized stack, logs, locks. */
const LEFT_OUT = ['cdk.out', 'logs', 'holder', 'lock', 'lock-journal', '*.sqlite-shm', '*.db-shm'];

/** Packs a data folder whose stack has stopped. */
export function packFolder(folder: string, archive: string): void {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name'];
  const excluded = LEFT_OUT.map(name => `--exclude=./${name}`);
  execFileSync('tar', ['-cJf', archive, '-C', folder, ...owner, ...excluded, '.']);
}

/** Makes a data folder of what packFolder packed, whose messages are as old as they were then. */
export function unpackFolder(archive: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xJf', archive, '-C', folder]);
  refreshMessages(join(folder, 'sqs.sqlite'));
}

/** A queue forgets what it has kept for days, and an archive is kept for longer. */
function refreshMessages(path: string): void {
  const queues = new DatabaseSync(path);
  const columns = ['visible_at', 'first_received_at', 'received_at', 'sent_at'];
  try {
    const { newest } = queues.prepare('SELECT max(sent_at) AS newest FROM messages').get() ?? {};
    const age = Date.now() - Number(newest);
    queues.exec(`UPDATE messages SET ${columns.map(column => `${column} = ${column} + ${age}`).join(', ')}`);
  } finally {
    queues.close();
  }
}
