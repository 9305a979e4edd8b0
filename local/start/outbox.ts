import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mail, SnsStore } from '../../emulator/index.ts';

/** Kept of what would have been sent, the newest. */
const MAX_MAILS = 1_000;

/** Writes down what topics would have sent by e-mail, a file each: nothing leaves this machine, and nobody is asked to confirm. */
export function keepMails(sns: SnsStore, folder: string): void {
  mkdirSync(folder, { recursive: true });
  sns.on('mailed', mail => {
    const at = new Date();
    writeFileSync(
      join(folder, `${at.toISOString().replaceAll(':', '')}-${mail.messageId}.eml`),
      textOf(mail, at),
    );
    for (const old of readdirSync(folder).sort().slice(0, -MAX_MAILS))
      rmSync(join(folder, old), { force: true });
  });
}

function textOf({ address, subject = 'AWS Notification Message', message }: Mail, at: Date): string {
  const head = [`To: ${address}`, `Subject: ${subject}`, `Date: ${at.toUTCString()}`];
  return `${head.join('\r\n')}\r\n\r\n${message}\r\n`;
}
