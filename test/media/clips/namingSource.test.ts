import { expect, test } from 'vitest';
import { WorkError } from '../../../failures/workError.ts';
import { namingSource } from '../../../media/clips/plan/namingSource.ts';

test("what is a source's fault tells which source it is", () => {
  const error = new WorkError('corrupt', { message: 'The file is damaged.', detail: '1 s' });

  expect(namingSource('cam1/one.mp4', error)).toMatchObject({
    ...{ code: 'corrupt', message: '"cam1/one.mp4": The file is damaged.', detail: '1 s', cause: error },
  });
});

test('what is not stays as it is', () => {
  const errors = [new WorkError('output-mismatch', { message: 'It is too short.' }), new TypeError('no')];

  expect(errors.map(error => namingSource('one.mp4', error))).toEqual(errors);
});
