import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeFile } from '../../../lab/support/clip.ts';
import { benchFor, measureWhole } from './inPieces.ts';
import { compressed, cutFilm, filmOf, picturesOf, samplesIn, uncompressed } from './soundInPieces.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-sound-'));
});

const PICTURES = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=10:duration=14'];
const TO_H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10'];

/** Strokes of changing tones, and noise: no moment is like another. */
function sound(rate: number, channels: number, seconds = 14.37): string[] {
  const channel = (number: number) =>
    `0.2*sin(2*PI*${300 + 70 * number}*t)+0.15*exp(-6*mod(t,0.53))*sin(2*PI*(900+40*floor(t))*t)+0.02*(random(${number})-0.5)`;
  const all = Array.from({ length: channels }, (_, number) => channel(number));
  return ['-f', 'lavfi', '-i', `aevalsrc='${all.join('|')}':s=${rate}:d=${seconds}`];
}

async function source(name: string, args: string[]): Promise<string> {
  return await makeFile(join(folder, name), args);
}

/** When each packet of a file's sound is heard, and for how long. */
async function packetTimes(path: string): Promise<string[]> {
  const report = await ffmpeg(['-i', path, '-map', '0:a', '-c', 'copy', '-f', 'framecrc', '-']);
  const lines = report
    .toString()
    .split('\n')
    .filter(line => line.startsWith('0,'));
  return lines.map(line => line.split(',').slice(1, 4).join());
}

/** The energy of what differs, from one sample on and up to another, where `made` is moved by some samples of two channels. */
function difference(
  made: Int16Array,
  plain: Int16Array,
  { from, to, moved = 0 }: Record<'from' | 'to', number> & { moved?: number },
) {
  let sum = 1;
  for (let at = from; at < to; at += 1) sum += ((made[at + 2 * moved] ?? 0) - (plain[at] ?? 0)) ** 2;
  return sum;
}

/** Around a join, so many of the encoder's frames on either side. */
const BESIDE = 10;
const FRAME_SAMPLES = 2 * 1_024;

describe('sound in pieces is as long as in one, and as like the source, also where pieces join', () => {
  test.each([
    ['AAC', [...PICTURES, ...sound(48_000, 2), ...TO_H264]],
    ['AAC at 44.1 kHz, mono', [...PICTURES, ...sound(44_100, 1), ...TO_H264]],
    ['MP3', [...PICTURES, ...sound(44_100, 2), ...TO_H264, '-c:a', 'libmp3lame']],
    ['AC-3 with six channels', [...PICTURES, ...sound(48_000, 6), ...TO_H264, '-c:a', 'ac3']],
    ['shorter than the pictures', [...PICTURES, ...sound(48_000, 2, 12.1), ...TO_H264]],
    ['longer than the pictures', [...PICTURES, ...sound(44_100, 2, 16.4), ...TO_H264]],
    ['beginning late', [...PICTURES, '-itsoffset', '1.5', ...sound(48_000, 2, 12), ...TO_H264]],
    ['beginning ahead of the pictures', ['-itsoffset', '0.7', ...PICTURES, ...sound(44_100, 2), ...TO_H264]],
  ])('%s', async (name, args) => {
    const input = await source(`${name}.mp4`, args);
    const cut = await cutFilm(input);
    const { whole } = await measureWhole(input);
    expect(cut.measured.grid).toEqual(whole.grid);

    const pictures = await picturesOf(cut);
    const pieces = await filmOf(cut, pictures, 4);
    const once = await filmOf(cut, pictures);
    const usual = await compressed(whole, await benchFor(input, input));

    expect(await packetTimes(pieces)).toEqual(await packetTimes(usual));
    const plain = await uncompressed(whole, await benchFor(input, input));
    const [made, alike] = [await samplesIn(pieces), await samplesIn(once)];
    const all = { from: FRAME_SAMPLES, to: plain.length - FRAME_SAMPLES };
    for (const moved of [-2, 2]) {
      expect(difference(made, plain, all)).toBeLessThan(difference(made, plain, { ...all, moved }) / 2);
    }
    const frames = Math.ceil(plain.length / FRAME_SAMPLES) + 1;
    const count = Math.round(plain.length / 2 / 48_000 / 4);
    for (let join = 1; join < count; join += 1) {
      const at = Math.round((join * frames) / count) * FRAME_SAMPLES;
      const around = { from: at - BESIDE * FRAME_SAMPLES, to: at + BESIDE * FRAME_SAMPLES };
      const decibels = 10 * Math.log10(difference(made, plain, around) / difference(alike, plain, around));
      expect(decibels).toBeLessThan(1);
    }
  });
});

test('of a film whose sound is cut no more of that is read than both its ends', async () => {
  // Noise takes its bytes by whatever search, and next to no time to be made.
  const noise = ['-f', 'lavfi', '-i', 'anoisesrc=sample_rate=48000:duration=100:amplitude=0.3:seed=1'];
  const long = await source('long.mp4', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=10:duration=100'],
    ...[...noise, ...TO_H264, '-aac_coder', 'fast', '-ac', '2', '-b:a', '192k'],
  ]);

  const { measured, bytesRead } = await cutFilm(long);

  expect(measured.sound).not.toBeNull();
  expect(bytesRead).toBeLessThan(600_000);
});

describe('is one piece, and why is a sentence', () => {
  test.each([
    ['uncompressed.mov', ['-c:a', 'pcm_s16le'], /not in packets/],
    ['lossless.mp4', ['-c:a', 'alac'], /not in packets/],
  ])('%s', async (name, codec, reason) => {
    const input = await source(name, [...PICTURES, ...sound(48_000, 2), ...TO_H264, ...codec]);

    const { measured } = await cutFilm(input);

    expect(measured.sound).toBeNull();
    expect(measured.soundObstacle).toMatch(reason);
  });

  test('with a gap', async () => {
    const whole = await source('whole.mp4', [...PICTURES, ...sound(48_000, 2), ...TO_H264]);
    const input = join(folder, 'gap.mp4');
    const select = 'aselect=not(between(t\\,5\\,7))';
    await ffmpeg(['-i', whole, '-c:v', 'copy', '-af', select, '-c:a', 'aac', input]);

    expect((await cutFilm(input)).measured.soundObstacle).toMatch(/without a gap/);
  });
});
