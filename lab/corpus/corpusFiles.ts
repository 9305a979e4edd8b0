import { controls } from './clips/controls.ts';
import type { CorpusFile } from './file/corpusFile.ts';
import { containers } from './recipes/containers.ts';
import { geometry } from './recipes/geometry.ts';
import { bombs } from './recipes/hostile/bombs.ts';
import { broken } from './recipes/hostile/broken.ts';
import { type Canary, hostile } from './recipes/hostile/hostile.ts';
import { names } from './recipes/hostile/names.ts';
import { notVideo } from './recipes/hostile/notVideo.ts';
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
