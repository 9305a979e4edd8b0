import { expect, test } from 'vitest';
import { listKind } from '../../../../media/containers/sniff/listKind.ts';

const kindOf = (text: string) => listKind(Buffer.from(text));

test.each([
  ['#EXTM3U\n', 'HLS'],
  ['\uFEFF#EXTM3U\n', 'HLS'],
  ['ffconcat version 1.0\nfile a.ts\n', 'list of files'],
  ['v=0\r\no=- 0 0 IN IP4 127.0.0.1', 'SDP'],
  ['<?xml version="1.0"?>\n<!-- x -->\n<MPD xmlns="urn:mpeg:dash">', 'DASH'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'SVG'],
])('%j names other files', (text, kind) => {
  expect(kindOf(text)).toContain(kind);
});

test.each(['', 'hello', '<!doctype html>', '\0\0\0\x20ftypisom', '\x1a\x45\xdf\xa3'])('%j does not', text => {
  expect(kindOf(text)).toBeNull();
});
