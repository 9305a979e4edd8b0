import { expect, test } from 'vitest';
import { spriteVtt } from '../../../../media/images/make/spriteVtt.ts';

const sprite = {
  name: 'sprite.jpg',
  mapName: 'sprite.vtt',
  columns: 2,
  rows: 2,
  tiles: 3,
  everySeconds: 5,
  tile: { width: 160, height: 90, filters: [] },
  reason: '',
};

test('each stretch of time points at its tile, row by row, and the last ends with the video', () => {
  expect(spriteVtt(sprite, 12.5)).toBe(
    [
      'WEBVTT',
      '',
      '00:00:00.000 --> 00:00:05.000',
      'sprite.jpg#xywh=0,0,160,90',
      '',
      '00:00:05.000 --> 00:00:10.000',
      'sprite.jpg#xywh=160,0,160,90',
      '',
      '00:00:10.000 --> 00:00:12.500',
      'sprite.jpg#xywh=0,90,160,90',
      '',
    ].join('\n'),
  );
});

test('hours are counted', () => {
  expect(spriteVtt({ ...sprite, tiles: 2, everySeconds: 4_500 }, 9_000)).toContain(
    '01:15:00.000 --> 02:30:00.000',
  );
});
