import type { CorpusFile } from './corpusFile.ts';
import { bombs } from './recipes/bombs.ts';
import { broken } from './recipes/broken.ts';
import { containers } from './recipes/containers.ts';
import { controls } from './recipes/controls.ts';
import { geometry } from './recipes/geometry.ts';
import { type Canary, hostile } from './recipes/hostile.ts';
import { names } from './recipes/names.ts';
import { notVideo } from './recipes/notVideo.ts';
import { pixels } from './recipes/pixels.ts';
import { streams } from './recipes/streams.ts';
import { timing } from './recipes/timing.ts';

/** All of the corpus; what is made of other files stands after them. */
export function corpusFiles(canary: Canary): CorpusFile[] {
  return [
    ...[controls, geometry, timing, streams, pixels, containers, broken, notVideo].flat(),
    ...[hostile(canary), bombs, names].flat(),
  ];
}
