import { expect, test } from 'vitest';
import { hardenedInput } from '../../../media/ffmpeg/hardenedInput.ts';

test('the whole list of flags that stand ahead of a stranger’s file', () => {
  const args = hardenedInput('/scratch/in').join(' ');

  expect(args.replace(/(?<=-codec_whitelist )\S+/, 'DECODERS')).toBe(
    '-protocol_whitelist file -format_whitelist mov,matroska,webm,avi,flv,mpegts,mpeg,asf,ogg -codec_whitelist DECODERS -max_streams 64 -max_pixels 35389440 -max_alloc 536870912 -i file:/scratch/in',
  );
});

test('every option stands ahead of -i', () => {
  const args = hardenedInput('in', { threads: 2, seekSeconds: 1.5, maxPixels: 100 });

  expect(args.slice(-6)).toEqual(['-threads', '2', '-ss', '1.5', '-i', 'file:in']);
  expect(args[args.indexOf('-max_pixels') + 1]).toBe('100');
});

test('by its own clock a file is read from the key frame before, wherever it starts', () => {
  const args = hardenedInput('in', { ownClock: true, seekSeconds: 65_951.5 });

  const sought = args.slice(args.indexOf('-noaccurate_seek'), args.indexOf('-i'));
  expect(sought).toEqual(['-noaccurate_seek', '-seek_timestamp', '1', '-ss', '65951.5']);
  expect(hardenedInput('in', { ownClock: true })).not.toContain('-seek_timestamp');
});
