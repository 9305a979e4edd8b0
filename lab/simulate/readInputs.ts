import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { explainIssues } from '../../presets/schema/explainIssues.ts';
import { type TwoWorkers, twoWorkersSchema } from './scenarios/twoWorkers.ts';

/**
 * Inputs of `--two-workers`: JSON files and `name=value`, later ones over earlier ones.
 * @throws {InvalidArgumentError} in one line, for a file that cannot be read and for anything that is no input.
 */
export function readInputs(given: string[]): TwoWorkers {
  const values = given.map(text => (text.includes('=') ? pairOf(text) : fileOf(text)));
  const inputs: object = Object.assign({}, ...values);
  const { success, data, error } = twoWorkersSchema.safeParse(inputs);
  if (success) return data;
  throw new InvalidArgumentError(explainIssues(error, inputs, twoWorkersSchema));
}

function pairOf(text: string): object {
  const [name = '', value = ''] = text.split('=');
  return { [name]: value !== '' && Number.isFinite(Number(value)) ? Number(value) : value };
}

function fileOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(
      `${path} is neither name=value nor a JSON file: ${(error as Error).message}`,
    );
  }
}
