import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { explainIssues } from '../../presets/schema/explainIssues.ts';
import { type TwoWorkers, twoWorkersSchema } from './scenarios/twoWorkers.ts';

/**
 * Inputs of `--two-workers`: JSON files and `name=value`, later ones over earlier ones.
 * @throws {InvalidArgumentError} in one line, for a file that cannot be read and for anything that is no input.
 */
export function readInputs(given: string[]): TwoWorkers {
  const inputs: object = Object.assign({}, ...given.map(text => pairOf(text) ?? objectOf(text)));
  const { success, data, error } = twoWorkersSchema.safeParse(inputs);
  if (success) return data;
  throw new InvalidArgumentError(explainIssues(error, inputs, twoWorkersSchema));
}

/** Null where it is none. */
function pairOf(text: string): object | null {
  const [, name, value = ''] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined) return null;
  return { [name]: value !== '' && Number.isFinite(Number(value)) ? Number(value) : value };
}

function objectOf(path: string): object {
  const value = jsonOf(path);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InvalidArgumentError(`${path} holds no JSON object of names and values.`);
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(
      `${path} is neither name=value nor a JSON file: ${(error as Error).message}`,
    );
  }
}
