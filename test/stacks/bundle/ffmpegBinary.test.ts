import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../failures/configError.ts';
import { findFfmpeg } from '../../../media/build/findFfmpeg.ts';
import { packagedFfmpeg } from '../../../media/build/packagedFfmpeg.ts';
import { ffmpegBinary } from '../../../stacks/bundle/ffmpegBinary.ts';
import { elfFile } from '../support/craftElf.ts';

describe('ffmpegBinary', () => {
  it('accepts a static program of the right architecture', () => {
    const path = elfFile({ machine: 'arm64' });
    expect(ffmpegBinary('arm64', { FFMPEG_BIN: path })).toBe(path);
  });

  it.each([
    ['is missing', '/nowhere/ffmpeg', /\/nowhere\/ffmpeg, cannot be read: name a build for Lambda/],
    ['is a folder', '/', /\/, cannot be read/],
    ['is no program', import.meta.filename, /is not a 64-bit Linux \(ELF\) program.* x86_64/],
    ['is dynamic', elfFile({ segments: [3] }), /is not static/],
    ['is of another architecture', elfFile({ machine: 'arm64' }), /is built for arm64.* x86_64/],
  ])('refuses, in one sentence, an ffmpeg that %s', (_, path, sentence) => {
    const refused = () => ffmpegBinary('x86_64', { FFMPEG_BIN: path });
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(sentence);
    expect(refused).not.toThrow(/\n/);
  });

  it.runIf(process.platform === 'linux')('refuses a real dynamic program', () => {
    const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
    expect(() => ffmpegBinary(architecture, { FFMPEG_BIN: process.execPath })).toThrow(/is not static/);
  });

  it.runIf(packagedFfmpeg())('puts into the layer what the desk runs', () => {
    expect(ffmpegBinary('x86_64', {})).toBe(findFfmpeg({ PATH: '/usr/bin' }));
  });

  it.runIf(packagedFfmpeg())(
    'refuses the one that came along where functions are of another architecture',
    () => {
      expect(() => ffmpegBinary('arm64', {})).toThrow(/is built for x86_64.* for arm64/);
    },
  );
});
