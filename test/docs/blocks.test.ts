import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, blocksOf } from '../../lab/docs/markdown/blocks.ts';
import { PageShell } from '../../lab/docs/pageShell.ts';
import { PAGES, ROOT } from '../../lab/docs/pages.ts';
import { compiledIn, copyProject, type Project } from '../../lab/support/project.ts';
import { dataFolder, RunningStack } from '../../lab/support/runningStack.ts';

/** Behind a fence's language: run this block. */
const RUNNABLE = 'runnable';
/** With the stack on this machine, as readers have it after `npm start`. */
const WITH_STACK = 'with-stack';
/** For encodes on a busy machine; less than the test may take, so that a block that is too slow is told with what it said. */
const BLOCK_MS = 240_000;
const TEST_MS = 260_000;

/** The page whose first commands npx itself runs; all others are run by what npx runs, for it takes longer to start than most of them. */
const BY_NPX = 'README.md';

/** Where a reader's stack answers. */
const READERS_ENDPOINT = 'http://127.0.0.1:4566';

const pages = PAGES.map(page => ({ page, blocks: runnable(page) })).filter(({ blocks }) => blocks.length > 0);

/** A folder with an `npx` that knows `fanreel` alone. */
function npxOf(dir: string): string {
  const folder = join(dir, '.npx');
  mkdirSync(folder, { recursive: true });
  const script = `#!/bin/sh\n[ "$1" = fanreel ] || { echo "npx: $1?" >&2; exit 1; }\nshift\nexec node ${join(dir, 'cli/fanreel.ts')} "$@"\n`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return folder;
}

function runnable(page: string): Block[] {
  const blocks = blocksOf(readFileSync(join(ROOT, page), 'utf8'));
  return blocks.filter(({ words }) => words.includes(RUNNABLE));
}

it('a page with commands to paste is tried', () => {
  expect(pages).not.toEqual([]);
});

/** One for all pages, as a reader has it who reads them one after the other. */
const started = copyProject();
let running: Promise<RunningStack> | undefined;

function start(): Promise<RunningStack> {
  running ??= RunningStack.start(started.dir, dataFolder(started.dir));
  return running;
}

afterAll(async () => {
  await (await running?.catch(() => undefined))?.stop();
  started.remove();
});

describe.each(pages)('$page, each block after the one before', ({ page, blocks }) => {
  let project: Project;
  let stack: RunningStack | undefined;
  let shell: PageShell;

  beforeAll(async () => {
    project = copyProject();
    if (blocks.some(({ words }) => words.includes(WITH_STACK))) stack = await start();
    shell = new PageShell(project.dir, {
      ...process.env,
      ...compiledIn(project.dir),
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      ...(stack && { AWS_ENDPOINT_URL: stack.endpoint }),
    });
    if (page !== BY_NPX) await withoutNpx();
  });

  afterAll(() => {
    shell?.close();
    project?.remove();
  });

  it.each(blocks)(
    `${page}:$line`,
    async ({ line, text }) => {
      const { code, output } = await shell.run(asHere(text), BLOCK_MS);
      expect(code, `${page}:${line} ended with ${code ?? 'no end in time'} and said:\n${output}`).toBe(0);
      if (page === BY_NPX && text.includes('npx ')) await withoutNpx();
    },
    TEST_MS,
  );

  /** From now on `npx` is one that knows `fanreel` alone. */
  async function withoutNpx(): Promise<void> {
    const { code } = await shell.run(`PATH=${npxOf(project.dir)}:$PATH`, BLOCK_MS);
    expect(code).toBe(0);
  }

  /** What a reader pastes, but at this page's stack. */
  function asHere(text: string): string {
    return stack ? text.replaceAll(READERS_ENDPOINT, stack.endpoint) : text;
  }
});
