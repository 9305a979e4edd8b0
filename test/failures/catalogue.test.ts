import { describe, expect, test } from 'vitest';
import { CATALOGUE, type FailureCode } from '../../failures/catalogue.ts';
import { asFailure, failureOf } from '../../failures/failure.ts';
import { refuse } from '../../failures/refuse.ts';
import { WorkError } from '../../failures/workError.ts';

const kinds = Object.entries(CATALOGUE) as [FailureCode, (typeof CATALOGUE)[FailureCode]][];

describe.each(kinds)('%s', (code, kind) => {
  test('is kebab-case, and has whole sentences for the operator and, where it is fixed, for the uploader', () => {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(kind.operator).toMatch(/^(?:[A-Z]|ffmpeg|zscale).*\.$/);
    if ('message' in kind) expect(kind.message).toMatch(/^(?:[A-Z]|ffmpeg|zscale).*\.$/);
  });

  test('names no file of the code', () => {
    expect(Object.values(kind).join(' ')).not.toMatch(/\.ts\b|media\/|pipeline\//);
  });

  test('becomes a failure of its class, with its sentences', () => {
    expect(asFailure(new WorkError(code, { message: 'It is so.', detail: '7' }))).toEqual({
      class: kind.class,
      code,
      message: 'It is so.',
      operator: kind.operator,
      detail: '7',
    });
  });
});

test('a code with a sentence of its own needs no other', () => {
  expect(new WorkError('encrypted').message).toBe(CATALOGUE.encrypted.message);
  expect(() => refuse('no-video')).toThrow(CATALOGUE['no-video'].message);
});

test('what nobody foresaw may pass, under the name of its error', () => {
  const error = Object.assign(new Error('Rate exceeded.\n'), { name: 'ThrottlingException' });
  expect(asFailure(error)).toEqual({
    class: 'transient',
    code: 'throttling-exception',
    message: 'Rate exceeded.',
  });
  expect(asFailure('gone')).toMatchObject({ class: 'transient', code: 'unknown', message: 'gone' });
});

test("MediaConvert's numbers have a sentence for the operator, each of them", () => {
  for (const code of ['mediaconvert-1404', 'mediaconvert-error', 'mediaconvert-canceled']) {
    expect(failureOf(code, { class: 'input', message: 'x' }).operator).toMatch(/\.$/);
  }
});
