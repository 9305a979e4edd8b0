import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from './runCli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-cli-'));
const file = (name: string) => {
  writeFileSync(join(folder, name), 'x');
  return join(folder, name);
};
const clip = file('clip.mp4');
const note = file('note.txt');
const unnamed = file('upload-1');

afterAll(() => rmSync(folder, { recursive: true }));

// Nothing listens on port 1 of this machine.
const NOBODY = 'http://127.0.0.1:1';

describe('the command line', () => {
  it.concurrent.each<[string, string[], RegExp]>([
    ['no command', [], /No command was given: say up, submit/],
    ['an unknown command', ['encode', 'a', 'b'], /no command "encode": say up, submit/],
    ['an unknown option', ['presets', '--jsn'], /Unknown option '--jsn' \(Did you mean --json\?\)/],
    ['a missing argument', ['show'], /Missing required argument 'key'/],
    ['an argument too many', ['presets', 'a'], /Too many arguments/],
    ['a port out of range', ['up', '--port', '70000'], /whole number from 0 to 65535/],
    [
      'a host with a port',
      ['up', '--allow-host', 'a.test', '--allow-host', 'b.test:80'],
      /without scheme and port/,
    ],
    ['a host that is a URL', ['up', '--allow-host', 'http://a.test'], /without scheme and port/],
    ['a watched folder that is not there', ['up', '--watch', join(folder, 'none')], /There is no folder/],
    ['a state that does not exist', ['status', '--state', 'lost'], /Allowed choices are queued, running/],
    ['an endpoint that is no URL', ['status', '--endpoint', 'foo'], /"foo" is not an endpoint/],
    ['AWS and an endpoint at once', ['status', '--aws', '--endpoint', NOBODY], /cannot be used with/],
    ['a missing file', ['submit', join(folder, 'none.mp4')], /There is no file ".*none\.mp4"/],
    [
      'a file that is no video',
      ['submit', note],
      /"note\.txt" is not a video by its name \(\.txt\), so nothing/,
    ],
    [
      'a file that is no video by its content',
      ['submit', unnamed],
      /"upload-1" is not a video by its content \(text\)/,
    ],
    ['one key for two files', ['submit', clip, clip, '--key', 'a.mp4'], /--key names one object/],
    ['two files under one key', ['submit', clip, clip], /would both become "clip\.mp4"/],
    ['an empty key', ['publish', ''], /^key is empty; give it a value\.$/m],
    ['an empty option', ['status', '--region', ''], /^--region is empty/],
    ['a wait of no time', ['submit', clip, '--timeout', '0'], /number of seconds from 1 to/],
    ['a name that steers terminals', ['\x1b[2J\nx'], /no command "\\x1b\[2J\\nx"/],
  ])('answers %s with one line and exit code 2', async (_what, args, line) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(line);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it.concurrent.each<[string, string[]]>([
    ['submit', [clip]],
    ['status', []],
  ])('says in one line how to start fanreel when %s finds nobody', async (command, args) => {
    const { code, stderr } = await runCli([command, ...args], { AWS_ENDPOINT_URL: NOBODY });
    expect(stderr).toBe(
      `Nothing answers at ${NOBODY}: start fanreel with "npm start", or name another with --endpoint.\n`,
    );
    expect(code).toBe(1);
  });

  it('shows the stack of a failure only when FANREEL_DEBUG asks for it', async () => {
    const { stderr } = await runCli(['status', '--endpoint', NOBODY], { FANREEL_DEBUG: '1' });
    expect(stderr).toMatch(/Nothing answers.*\n[\s\S]*\n\s+at /);
  });

  it('prints the presets as a table and as JSON', async () => {
    const [text, json] = await Promise.all([runCli(['presets']), runCli(['presets', '--json'])]);
    expect(text.stdout).toMatch(
      /^NAME .*\n720p [\s\S]*\n1080p [\s\S]*\n\nNAME .*\nthumbnails +10 %, [\s\S]*\n\nNAME .*\nclips +1080 {2}exact {2}10 min[\s\S]*\n$/,
    );
    expect(JSON.parse(json.stdout)).toMatchObject([
      { name: '720p', height: 720 },
      { name: '1080p' },
      { kind: 'clip' },
      { kind: 'image' },
    ]);
    expect([text.code, json.code, text.stderr, json.stderr]).toEqual([0, 0, '', '']);
  });

  it.concurrent.each([[['--help']], [['help', 'submit']], [['--version']]])(
    'answers %j on stdout',
    async args => {
      const { code, stdout, stderr } = await runCli(args);
      expect(stdout).not.toBe('');
      expect([code, stderr]).toEqual([0, '']);
    },
  );
});
