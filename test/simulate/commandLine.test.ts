import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONSTANTS, type Constant } from '../../lab/simulate/constants.ts';
import { FLEET_CONSTANTS } from '../../lab/simulate/fleet/constants.ts';
import { constantsText } from '../../lab/simulate/report/constantsText.ts';

const SCRIPT = join(import.meta.dirname, '../../lab/simulate/simulate.ts');

function simulate(...args: string[]): Promise<{ code: unknown; stderr: string }> {
  return new Promise(resolve => {
    execFile(process.execPath, [SCRIPT, ...args], (error, _, stderr) =>
      resolve({ code: error?.code ?? 0, stderr }),
    );
  });
}

describe.concurrent('npm run simulate', () => {
  it.each([
    [['--runs', '0'], /--runs <count>' argument '0' is invalid\. It is 1 or more\./],
    [['--two-workers', 'workers=0'], /--two-workers: workers: /],
    [['--two-workers', 'filmSeconds=1e9'], /--two-workers: The video runs .* hours are the most taken\./],
    [['--plots', '--seed', '2'], /'--plots' cannot be used with option '--seed <number>'/],
    [['--plots', '--constants'], /cannot be used with option '--plots'/],
  ])('answers %j with one line and exit code 2', async (args, line) => {
    const { code, stderr } = await simulate(...args);

    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});

it('tells every constant with its source, its month, and whether it is a guess', () => {
  const constants: [string, Constant][] = Object.entries({ ...CONSTANTS, ...FLEET_CONSTANTS });

  for (const [name, { source, date, guess }] of constants) {
    expect(source, name).not.toBe('');
    expect(date, name).toMatch(/^20\d\d-[01]\d$/);
    expect(constantsText()).toMatch(new RegExp(`${name} .*${guess ? 'guess' : date}`));
  }
});
