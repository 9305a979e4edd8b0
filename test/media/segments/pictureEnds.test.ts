import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ffmpeg, makeClip } from '../../../lab/support/clip.ts';
import { REPORTS } from '../../../media/ffmpeg/measureArgs.ts';
import { findTrack } from '../../../media/movie/findTrack.ts';
import { readMovie } from '../../../media/movie/readMovie.ts';
import { readSamples } from '../../../media/movie/samples.ts';
import { measurePieces, readSource } from '../../../media/segments/index.ts';
import { benchFor, type InPieces, measureInPieces, measureWhole, rangeOf } from './inPieces.ts';

let folder: string;
/** 1,500 pictures, B frames among them, in groups of 40. */
let film: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanreel-ends-'));
  film = await makeFilm('film.mp4', ['-bf', '3', '-g', '40']);
});

function makeFilm(name: string, args: string[], codec?: string): Promise<string> {
  return makeClip(join(folder, name), {
    ...{ size: '64x36', seconds: 50, ...(codec && { codec }) },
    sound: 'anullsrc=cl=mono:duration=50',
    args: ['-preset', 'ultrafast', '-threads', '1', ...args],
  });
}

/** How many pictures there are in the file that a source was measured by. */
async function picturesAt({ measuredAt, source }: InPieces): Promise<number> {
  const movie = await readMovie(rangeOf(measuredAt), (await stat(measuredAt)).size);
  const track = movie.tracks.find(({ id }) => id === source.picture.track.id);
  return readSamples(findTrack(movie, track?.id ?? 0, 'vide').tables).count;
}

/** A copy of the film whose edit list, which tells milliseconds, ends after so many. */
async function endingAfter(milliseconds: number): Promise<string> {
  const bytes = await readFile(film);
  const list = bytes.indexOf('elst', 0, 'latin1');
  bytes.writeUInt32BE(milliseconds, list + 4 + 8);
  const path = join(folder, `ends-${milliseconds}.mp4`);
  await writeFile(path, bytes);
  return path;
}

const makers: Record<string, () => Promise<string>> = {
  'with B frames': async () => film,
  'without B frames': () => makeFilm('plain.mp4', ['-bf', '0']),
  'whose groups are open': () => makeFilm('open.mp4', ['-bf', '3', '-g', '40', '-x264-params', 'open-gop=1']),
  'whose pictures lack some': () =>
    makeFilm('gaps.mp4', ['-vf', 'select=mod(n\\,9)', '-fps_mode', 'vfr', '-bf', '2']),
  'whose clock is no multiple of its rate': () =>
    makeFilm('clock.mp4', ['-bf', '3', '-r', '30000/1001', '-video_track_timescale', '90000']),
  'of MPEG-4, Part 2': () => makeFilm('part2.mp4', ['-bf', '2'], 'mpeg4'),
  'whose edit list begins amid a group': async () => {
    const path = join(folder, 'later.mp4');
    await ffmpeg(['-ss', '2.1', '-i', film, '-c', 'copy', path]);
    return path;
  },
  'whose edit list begins far behind a key frame': async () => {
    const path = join(folder, 'far.mp4');
    await ffmpeg([
      '-ss',
      '6',
      '-i',
      await makeFilm('long.mp4', ['-bf', '3', '-g', '250']),
      '-c',
      'copy',
      path,
    ]);
    return path;
  },
  'whose edit list ends a little earlier': () => endingAfter(49_150),
  'whose edit list ends much earlier': () => endingAfter(41_000),
};

describe('a film is measured by both ends of its pictures as by all of them', () => {
  test.each(Object.keys(makers))('%s', async kind => {
    const path = await (makers[kind] as () => Promise<string>)();

    const both = await measureInPieces(path);

    const { measured, whole } = both;
    expect(await picturesAt(both)).toBeLessThan(500);
    expect(measured.grid).toEqual(whole.grid);
    expect(measured.plan).toEqual(whole.plan);
    expect(measured.timeline.pictures).toEqual(whole.timeline.pictures);
    expect(measured.timeline.sound).toEqual(whole.timeline.sound);
  });
});

describe('a film is measured by all of its pictures', () => {
  test.each<[string, string[]]>([
    [
      'where some are shown ahead of when they are decoded',
      ['-movflags', 'negative_cts_offsets', '-bf', '3'],
    ],
    ['where that is hardly more than both ends', ['-t', '36']],
  ])('%s', async (_, args) => {
    const both = await measureInPieces(await makeFilm(`all-${args.length}.mp4`, args));

    expect(await picturesAt(both)).toBeGreaterThan(1_000);
    expect(both.measured.grid).toEqual(both.whole.grid);
  });

  test('where the report of both ends is not of both', async () => {
    const { probe, first, replan, whole } = await measureWhole(film);
    const bench = await benchFor(film);
    let runs = 0;
    const run: typeof bench.run = async (args, more) => {
      const words = await bench.run(args, more);
      if (runs++ === 0) await shorten(join(bench.folder, REPORTS.pictures), 40);
      return words;
    };
    const read = rangeOf(film);
    const source = await readSource(read, probe.sizeBytes, first);

    const measured = await measurePieces({
      first,
      source,
      readRange: read,
      bench: { ...bench, run },
      replan,
    });

    expect(runs).toBe(2);
    expect(measured.grid).toEqual(whole.grid);
  });
});

/** Leaves so many lines of a report. */
async function shorten(path: string, lines: number): Promise<void> {
  const all = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, `${all.slice(0, lines).join('\n')}\n`);
}
