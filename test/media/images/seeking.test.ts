import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { flash } from '../../../lab/corpus/file/flash.ts';
import { numbersOf } from '../../../lab/corpus/judge/stills.ts';
import { makeFile } from '../../../lab/support/clip.ts';
import { makeFrom } from './makeFrom.ts';

/** A key frame every two seconds, and frames that refer to later ones. */
const X264 = '-c:v libx264 -preset ultrafast -bf 3 -g 60 -keyint_min 60 -sc_threshold 0';
/** Frames that are shown ahead of a key frame refer to the group before it. */
const OPEN = `${X264} -x264-params open-gop=1`;
const MPEG2 = '-c:v mpeg2video -b:v 2M -bf 2 -g 60';
const VP8 = '-c:v libvpx -deadline realtime -cpu-used 8 -b:v 500k -g 60';

/** Around key frames and between them. */
const MOMENTS = [0, 1.999, 3.5, 6.1, 7.9].map(seconds => ({ seconds }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-seeking-'));
});

test.each([
  ['open.mp4', OPEN],
  ['fragments.mp4', `${OPEN} -movflags +frag_keyframe+empty_moov`],
  ['open.mkv', OPEN],
  ['no-index.mkv', `${OPEN} -live 1`],
  ['hidden.webm', `${VP8} -auto-alt-ref 1 -lag-in-frames 10`],
  ['groups.flv', X264],
  ['numbered.avi', X264],
  ['xvid.avi', '-c:v mpeg4 -bf 2 -g 60 -b:v 1M'],
  ['open.ts', OPEN],
  ['hours-in.ts', `${OPEN} -output_ts_offset 70000`],
  ['mpeg2.mpg', `${MPEG2} -f vob`],
  ['groups.wmv', '-c:v wmv2 -g 60 -b:v 1M'],
  ['groups.ogv', '-c:v libtheora -g 60 -b:v 1M'],
])('each moment of %s is found by seeking, to the frame', async (name, encode) => {
  const input = join(folder, name);
  await makeFile(input, [...flash({ size: '160x90', seconds: 8 }).split(' '), ...encode.split(' ')]);
  const asked: string[][] = [];

  const { images, pathOf } = await makeFrom(input, { at: MOMENTS, widths: [160] }, { asked });

  const numbers = await numbersOf(images.map(({ name: image }) => pathOf(image)));
  for (const [index, { seconds, askedSeconds }] of images.entries()) {
    const shown = { askedSeconds, seconds, number: numbers[index] };
    expect(shown).toEqual({
      askedSeconds,
      seconds: expect.closeTo(askedSeconds, 1),
      number: Math.round(seconds * 30),
    });
  }
  // All but those of the first group: a look and a grab each.
  expect(asked.filter(args => args.includes('-ss')).length).toBeGreaterThanOrEqual(6);
});
