import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { editMovie } from '../../../lab/corpus/editors/movie.ts';
import { ffmpeg, makeFile } from '../../../lab/support/clip.ts';
import { randomOf } from '../../../lab/support/random.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { seeds } from '../../fixtures/draws.ts';
import { encodeFile } from '../../fixtures/encodeFile.ts';

const preset: VideoPreset = {
  ...((await choosePresets(['720p'])).get('720p') as VideoPreset),
  encoderSpeed: 'ultrafast',
};

/** A film of two seconds, by rate and by how far its B-frames reach. */
const RATES = ['24000/1001', '25', '30', '50'];
const REORDERED = [0, 1, 3];
const SECONDS = 2;
/** A frame at most, and a packet of sound. */
const SOUND_SECONDS = 0.045;

/** Each seed is a source of its own: the machine's own ffmpeg, which is the second one to be tried, gets a part of them. */
const SEEDS = process.env.FFMPEG_BIN ? seeds(8, 20) : seeds(40, 200);
/** Of these sources one has an edit list. */
const PER_EDITED = 4;

const CONTAINERS = [
  { suffix: 'mp4', args: [] },
  { suffix: 'mov', args: [] },
  { suffix: 'mp4', args: ['-movflags', 'frag_keyframe+empty_moov+default_base_moof'] },
  { suffix: 'mp4', args: ['-use_editlist', '0'] },
  { suffix: 'mkv', args: [] },
  { suffix: 'ts', args: [] },
  { suffix: 'flv', args: [] },
] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-any-source-'));
  for (const rate of RATES) for (const reordered of REORDERED) await makeFilm(rate, reordered);
});

let input = '';
afterEach(() => rm(input, { force: true }));

function filmOf(rate: string, reordered: number): string {
  return join(folder, `${rate.replace('/', '-')}-${reordered}.mp4`);
}

async function makeFilm(rate: string, reordered: number): Promise<void> {
  const sources = [`testsrc2=size=96x64:rate=${rate}:duration=${SECONDS}`, `sine=duration=${SECONDS}`];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', String(reordered), '-g', '20'];
  await makeFile(filmOf(rate, reordered), [
    ...sources.flatMap(source => ['-f', 'lavfi', '-i', source]),
    ...[...codecs, '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ar', '44100'],
  ]);
}

function fpsOf(rate: string): number {
  const [num = 0, den = 1] = rate.split('/').map(Number);
  return num / den;
}

describe('whatever the container, the rate, the reordering and when each stream starts', () => {
  test.each(SEEDS)('gate and encoder agree on frames and sound (seed %i)', async seed => {
    const { pick, chance } = randomOf(seed);
    const [rate, reordered, container] = [pick(RATES), pick(REORDERED), pick(CONTAINERS)];
    const late = { picture: pick([0, 0, 0.31, 1.3]), sound: pick([0, 0, 0.2, 0.77]) };
    const isSilent = chance(0.2);
    input = join(folder, `seed-${seed}.${container.suffix}`);
    const film = filmOf(rate, reordered);
    await ffmpeg([
      ...['-itsoffset', String(late.picture), '-i', film, '-itsoffset', String(late.sound), '-i', film],
      ...['-map', '0:v', ...(isSilent ? [] : ['-map', '1:a']), '-c', 'copy', ...container.args, input],
    ]);

    const { output, plan } = await encodeFile(input, preset);

    const fps = fpsOf(rate);
    const start = isSilent ? late.picture : Math.min(late.picture, late.sound);
    // A container without an edit list shows what B-frames put off.
    const putOff = (reordered > 0 ? 2 : 0) / fps;
    const seconds = late.picture - start + SECONDS;
    const frames = output.video?.frameCount ?? 0;
    expect(plan.video.fps.num / plan.video.fps.den).toBeCloseTo(fps, 2);
    expect(frames).toBeGreaterThanOrEqual(Math.floor(seconds * fps) - 1);
    expect(frames).toBeLessThanOrEqual(Math.ceil((seconds + putOff) * fps) + 2);
    expect(output.audio === null).toBe(isSilent);
    if (isSilent) return;
    const sound = late.sound - start + SECONDS;
    expect(output.audio?.durationSeconds).toBeGreaterThan(sound - SOUND_SECONDS - 1 / fps);
    expect(output.audio?.durationSeconds).toBeLessThan(sound + putOff + SOUND_SECONDS + 1 / fps);
  });
});

describe('whatever an edit list leaves out, puts off or holds', () => {
  test.each(SEEDS.slice(0, SEEDS.length / PER_EDITED))('the film is what it shows (seed %i)', async seed => {
    const { pick, chance, between } = randomOf(seed * 7919);
    const [rate, reordered] = [pick(RATES), pick(REORDERED)];
    const fps = fpsOf(rate);
    const [from, shown] = [between(0, 1), between(0.3, 0.9)];
    const emptySeconds = chance(0.4) ? between(0.1, 1) : 0;
    const heldSeconds = chance(0.4) ? between(0.1, 2) : 0;
    input = join(folder, `edit-${seed}.mp4`);
    const bytes = editMovie(await readFile(filmOf(rate, reordered)), movie => {
      const empty = emptySeconds > 0 ? [{ seconds: emptySeconds, from: null }] : [];
      const pictures = movie.track('vide');
      if (heldSeconds > 0) pictures.holdLast(heldSeconds);
      const whole = heldSeconds > 0 ? SECONDS - from + heldSeconds : shown;
      const offset = reordered > 0 ? 2 / fps : 0;
      pictures.edits = [...empty, { seconds: whole, from: from + offset }];
      movie.track('soun').edits = [...empty, { seconds: shown, from }];
    });
    await writeFile(input, bytes);

    const { output } = await encodeFile(input, preset);

    const seconds = heldSeconds > 0 ? SECONDS - from + heldSeconds : shown;
    const frames = output.video?.frameCount ?? 0;
    expect(Math.abs(frames / fps - seconds)).toBeLessThanOrEqual(2 / fps + 0.026);
    expect(Math.abs((output.audio?.durationSeconds ?? 0) - shown)).toBeLessThanOrEqual(
      SOUND_SECONDS + 1 / fps + 0.026,
    );
  });
});
