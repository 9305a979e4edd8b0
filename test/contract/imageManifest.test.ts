import { expect, it } from 'vitest';
import { readImageManifest, writeImageManifest } from '../../contract/imageManifest.ts';

/** As earlier versions published it, and pages read it. */
const WRITTEN = {
  schema: 'fanreel.images/1',
  source: { bucket: 'fanreel-input', key: 'a.mov', version: 'v1' },
  rendition: 'thumbnails',
  durationSeconds: 10.5,
  images: [
    {
      role: 'poster',
      key: 'a.mov/poster.jpg',
      seconds: 1.04,
      askedSeconds: 1,
      width: 1_280,
      height: 720,
      sizeBytes: 40_000,
      reason: 'the brightest of three',
    },
  ],
  sprite: {
    key: 'a.mov/sprite.jpg',
    mapKey: 'a.mov/sprite.vtt',
    columns: 5,
    rows: 1,
    tiles: 3,
    everySeconds: 4,
    tileWidth: 160,
    tileHeight: 90,
  },
};

it('the manifest of images is read as it was written before', () => {
  expect(readImageManifest(JSON.stringify(WRITTEN))).toEqual(WRITTEN);
});

it('one of a later version is read, without what it adds', () => {
  expect(readImageManifest(JSON.stringify({ ...WRITTEN, colours: 'bt709' }))).toEqual(WRITTEN);
});

it('what is written is read, with the keys of the files', () => {
  const { images, durationSeconds } = WRITTEN;
  const made = {
    plan: { durationSeconds },
    images: images.map(({ key: _, ...image }) => ({ ...image, name: 'poster.jpg' })),
  } as unknown as Parameters<typeof writeImageManifest>[0];
  const { source, rendition } = WRITTEN;
  const text = writeImageManifest(made, { source, rendition, keyOf: name => `a.mov/${name}` });
  const { sprite: _, ...withoutSprite } = WRITTEN;
  expect(readImageManifest(text)).toEqual(withoutSprite);
});
