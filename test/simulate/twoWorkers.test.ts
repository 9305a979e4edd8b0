import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readInputs } from '../../lab/simulate/readInputs.ts';
import { twoWorkersText } from '../../lab/simulate/report/twoWorkersText.ts';
import { predictTwoWorkers } from '../../lab/simulate/scenarios/twoWorkers.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-simulate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a run on this machine', () => {
  it('is predicted from one piece: its plan, its pieces on the workers, its end', () => {
    const given = ['pieceEncodeSeconds=10', 'soundEncodeSeconds=3.5', 'planSeconds=1', 'finishSeconds=2'];
    const inputs = readInputs([...given, 'pieceOverheadSeconds=0.5', 'filmSeconds=60', 'workers=1']);

    const { pieces, seconds } = predictTwoWorkers(inputs);

    expect(pieces).toBe(5);
    // Pieces of 14 and 16 s: starting ffmpeg weighs a little more on the short ones.
    expect(seconds).toBeCloseTo(1 + 4 * 10 + 3.5 + 5 * 0.5 + 2, 1);
  });

  it('takes twice as long where the one piece did, its own overhead aside', () => {
    const overhead = ['planSeconds=0', 'pieceOverheadSeconds=0', 'finishSeconds=0'];
    const [fast, slow] = [10, 20].map(seconds =>
      predictTwoWorkers(readInputs([...overhead, `pieceEncodeSeconds=${seconds}`])),
    );

    expect(slow?.seconds).toBeCloseTo(2 * (fast?.seconds ?? 0));
    expect(slow?.bareSeconds).toBeCloseTo(2 * (fast?.bareSeconds ?? 0));
  });

  it.each([
    ['from one piece, with its sound measured', ['pieceEncodeSeconds=18.66', 'soundEncodeSeconds=7.76']],
    ['from one piece alone', ['pieceEncodeSeconds=18.66']],
    ['from nothing but the prediction of an encode', []],
  ])('is as a minute of 1080p was measured: %s', (_, given) => {
    // Processor seconds of each task on 2026-11-26: the plan 1.13, sound 7.76, pieces of 16, 14, 16 and 14 s 18.66, 15.97, 19.44
    // and 16.05, the end 2.43. The second worker begins with the sound.
    const measuredSeconds = 1.13 + (7.76 + 15.97 + 16.05) + 2.43;
    const length = ['filmSeconds=60', 'pieceSeconds=16', 'pieceOverheadSeconds=0', 'planSeconds=1.13'];
    const inputs = readInputs([...length, ...given, `measuredSeconds=${measuredSeconds}`]);

    expect(Math.abs(predictTwoWorkers(inputs).error ?? 1)).toBeLessThan(0.1);
  });

  it('is held against a measured one', () => {
    const { seconds } = predictTwoWorkers(readInputs([]));
    const near = readInputs([`measuredSeconds=${seconds / 1.05}`]);
    const far = readInputs([`measuredSeconds=${seconds / 1.2}`]);

    expect(twoWorkersText(near, predictTwoWorkers(near))).toMatch(/off by 5\.0 %, within 10 %/);
    expect(twoWorkersText(far, predictTwoWorkers(far))).toMatch(/off by 20\.0 %, NOT within 10 %/);
  });
});

describe('its inputs', () => {
  it('are read from files and from name=value, the later ones over the earlier ones', () => {
    const path = join(folder, 'inputs.json');
    writeFileSync(path, JSON.stringify({ pieceEncodeSeconds: 9, workers: 3, preset: '720p' }));

    const inputs = readInputs([path, 'workers=4']);

    expect(inputs).toMatchObject({ pieceEncodeSeconds: 9, workers: 4, preset: '720p', filmSeconds: 180 });
  });

  it.each([
    [
      'an unknown name',
      'speed=3',
      /^unknown field speed; valid are: filmSeconds, preset, .*measuredSeconds$/,
    ],
    ['a word for a number', 'workers=two', /^workers: .*number/],
    ['nothing for a number', 'workers=', /^workers: .*number/],
    ['two values for one name', 'workers=3=4', /^workers: .*number, got "3=4"/],
    ['a value without a name', '=3', /^=3 is neither name=value nor a JSON file: /],
    ['a file that is not there', 'nowhere.json', /^nowhere\.json is neither name=value nor a JSON file: /],
  ])('%s is told in one line', (_, given, message) => {
    expect(() => readInputs([given])).toThrow(message);
    expect(() => readInputs([given])).not.toThrow(/\n/);
  });

  it.each(['3', '[1]', 'null'])('a file that holds %s is told, not passed over', text => {
    const path = join(folder, 'odd.json');
    writeFileSync(path, text);
    expect(() => readInputs([path])).toThrow(`${path} holds no JSON object of names and values.`);
  });
});
