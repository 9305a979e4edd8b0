import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const project = mkdtempSync(join(tmpdir(), 'fanreel-types-'));

afterAll(() => rmSync(project, { recursive: true }));

const PROGRAM = `
import type { SourceEvent, Status, WebhookPayload, Wish } from 'fanreel/schemas';
import status from 'fanreel/schemas/status-1.json' with { type: 'json' };

export function keysOf(event: SourceEvent): string[] {
  return event.renditions.flatMap(({ output }) => output?.key ?? []);
}
export const wish: Wish = { trim: { from: '00:01:02' }, pictureTimes: ['50%'] };
export const title: string = status.title;
export function eventOf(payload: WebhookPayload): Status | SourceEvent | null {
  return payload.type === 'fanreel.test' ? null : payload.data;
}
`;

function compiled(program: string): string {
  writeFileSync(join(project, 'program.ts'), program);
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--resolveJsonModule', '--types', ''];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, ...flags, 'program.ts'], { cwd: project, encoding: 'utf8' })
    .stdout;
}

it('a program of others imports the types of messages, and is told where it has one wrong', () => {
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(ROOT, join(project, 'node_modules/fanreel'));
  expect(compiled(PROGRAM)).toBe('');
  expect(compiled(`${PROGRAM}\nexport const wrong: Wish = { tirm: {} };`)).toContain("'tirm' does not exist");
}, 60_000);
