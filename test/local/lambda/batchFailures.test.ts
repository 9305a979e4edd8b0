import { expect, it } from 'vitest';
import { batchFailures } from '../../../local/lambda/batchFailures.ts';

it.each([
  ['undefined', undefined],
  ['null', null],
  ['{}', {}],
  ['a null list', { batchItemFailures: null }],
  ['an empty list', { batchItemFailures: [] }],
])('%s is success for the whole batch', (_, result) => {
  expect(batchFailures(result, ['a', 'b'])).toEqual([]);
});

it.each([
  ['text', 'oops'],
  ['another field', { batchItemFailure: [] }],
  ['a list that is none', { batchItemFailures: 'a' }],
  ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['a null identifier', { batchItemFailures: [{ itemIdentifier: null }] }],
  ['an unknown identifier', { batchItemFailures: [{ itemIdentifier: 'c' }] }],
  ['another key name', { batchItemFailures: [{ id: 'a' }] }],
])('%s fails the whole batch', (_, result) => {
  expect(batchFailures(result, ['a', 'b'])).toEqual(['a', 'b']);
});

it('a named message fails alone', () => {
  expect(batchFailures({ batchItemFailures: [{ itemIdentifier: 'b' }] }, ['a', 'b'])).toEqual(['b']);
});
