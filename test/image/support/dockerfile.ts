import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** A stage of the Dockerfile: what it begins with, and its instructions. */
export interface Stage {
  from: string;
  name: string | undefined;
  /** `COPY`, and what follows it. */
  instructions: [instruction: string, rest: string][];
}

/** The Dockerfile as far as this one goes: no heredocs, no escapes but at a line's end. */
export function readDockerfile(): { arguments: Map<string, string>; stages: Stage[] } {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter(line => line.trim() !== '');
  const given = new Map<string, string>();
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    const stage = stages.at(-1);
    if (instruction === 'FROM') stages.push(stageOf(rest));
    else if (stage) stage.instructions.push([instruction, rest]);
    else if (instruction === 'ARG') given.set(rest.split('=')[0] ?? '', rest.slice(rest.indexOf('=') + 1));
  }
  return { arguments: given, stages };
}

function stageOf(rest: string): Stage {
  const words = rest.split(/\s+/).filter(word => !word.startsWith('--'));
  return { from: words[0] ?? '', name: words[2], instructions: [] };
}

/** What is let into the image's context: .dockerignore refuses all else. */
export function contextEntries(): string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const rules = lines.filter(line => line !== '' && !line.startsWith('#'));
  if (rules[0] !== '*') throw new Error('The first rule of .dockerignore refuses all.');
  return rules.slice(1).map(rule => {
    if (!/^![\w.-]+$/.test(rule)) throw new Error(`.dockerignore lets something in by ${rule}.`);
    return rule.slice(1);
  });
}

/** What every process of the image is told. */
export function imageVariables(): Record<string, string> {
  const [, rest = ''] =
    readDockerfile()
      .stages.at(-1)
      ?.instructions.find(([instruction]) => instruction === 'ENV') ?? [];
  return Object.fromEntries(rest.split(' ').map(pair => pair.split('=', 2) as [string, string]));
}
