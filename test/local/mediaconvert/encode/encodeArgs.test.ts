import { expect, test } from 'vitest';
import { encodeArgs } from '../../../../local/mediaconvert/encode/encodeArgs.ts';
import type { H264Settings } from '../../../../local/mediaconvert/settings/h264Settings.ts';
import type { InputSettings } from '../../../../local/mediaconvert/settings/inputSettings.ts';
import type { OutputSettings } from '../../../../local/mediaconvert/settings/outputGroup.ts';
import type { VideoDescription } from '../../../../local/mediaconvert/settings/videoDescription.ts';
import { hardenedInput } from '../../../../media/ffmpeg/hardenedInput.ts';
import type { VideoTrack } from '../../../../media/probe/probe.ts';
import { probeOf } from '../../../fixtures/probes.ts';

/** A source that says nothing of its colours. */
const VIDEO: Partial<VideoTrack> = {
  transfer: null,
  primaries: null,
  matrix: null,
  namesColours: false,
  durationSeconds: 10,
};

function args({
  input = {},
  video = {},
  h264 = {},
  source = {},
  container = 'mp4',
  output = {},
}: {
  input?: Partial<InputSettings>;
  video?: Partial<VideoDescription>;
  h264?: Partial<H264Settings>;
  source?: Partial<VideoTrack>;
  container?: string;
  output?: Partial<OutputSettings>;
} = {}): string[] {
  const probe = probeOf({ ...VIDEO, ...source }, { container, durationSeconds: 10 });
  const settings = { rateControlMode: 'QVBR', maxBitrate: 4_000_000, ...h264 } as const;
  return encodeArgs(
    { fileInput: 's3://in/clip.mp4', ...input },
    {
      containerSettings: { container: 'MP4' },
      videoDescription: { ...video, codecSettings: { codec: 'H_264', h264Settings: settings } },
      ...output,
    },
    probe,
    { input: 'input', output: 'output.mp4' },
  );
}

/** What stands behind a flag. */
function after(list: string[], flag: string): string | undefined {
  return list.includes(flag) ? list[list.indexOf(flag) + 1] : undefined;
}

/** The filter chain without the frame rate, which is always there. */
function filters(given: Parameters<typeof args>[0]): string | undefined {
  return after(args(given), '-vf')?.replace('fps=30000/1001,', '');
}

test('the whole command line of a plain job', () => {
  expect(args({ video: { width: 1280, height: 720 } }).join(' ')).toBe(
    `-nostdin -hide_banner -v error -nostats -progress pipe:1 -y ${hardenedInput('input').join(' ')} -map 0:V:0 -sn -dn -map_metadata -1 -map_chapters -1 -vf fps=30000/1001,scale=1280:720,format=yuv420p -c:v libx264 -preset veryfast -profile:v main -crf 22 -maxrate 4000000 -bufsize 8000000 -g 60 -max_muxing_queue_size 1024 -f mp4 file:output.mp4`,
  );
});

test('a size with one side follows the shape of the source, without sides it is that of the source', () => {
  expect(filters({ video: { height: 720 } })).toBe('scale=1280:720,format=yuv420p');
  expect(filters({ video: { width: 640 } })).toBe('scale=640:360,format=yuv420p');
  expect(filters({})).toBe('scale=1920:1080,format=yuv420p');
  expect(() => args({ source: { width: 641 } })).toThrow('Invalid resolution [641 x 1080]');
});

test('another shape is letterboxed, or stretched when asked', () => {
  const square = { width: 720, height: 720 };
  expect(filters({ video: square })).toBe('scale=720:406,pad=720:720:(ow-iw)/2:(oh-ih)/2,format=yuv420p');
  expect(filters({ video: { ...square, scalingBehavior: 'STRETCH_TO_OUTPUT' } })).toBe(
    'scale=720:720,format=yuv420p',
  );
});

test('pixels become square when the aspect ratio is given as 1:1', () => {
  const source = { width: 720, height: 576, pixelAspect: 64 / 45 };
  const h264 = { parControl: 'SPECIFIED', parNumerator: 1, parDenominator: 1 } as const;
  expect(filters({ source, h264, video: { height: 576 } })).toBe('scale=1024:576,setsar=1,format=yuv420p');
  expect(filters({ source, video: { height: 576 } })).toBe('scale=720:576,format=yuv420p');
});

test('the picture is turned only when asked, with AUTO as an MP4 says', () => {
  // ffmpeg has turned it by 90 degrees already when the chain begins.
  const source = { rotation: 90 } as const;
  const rotate = (how: 'AUTO' | 'DEGREES_180') => ({ videoSelector: { rotate: how } });
  expect(filters({ source })).toBe('transpose=cclock,scale=1920:1080,format=yuv420p');
  expect(filters({ source, input: rotate('AUTO') })).toBe('scale=1080:1920,format=yuv420p');
  expect(filters({ source, input: rotate('AUTO'), container: 'mkv' })).toContain('transpose=cclock');
  expect(filters({ source, input: rotate('DEGREES_180') })).toBe(
    'transpose=clock,scale=1920:1080,format=yuv420p',
  );
});

test('deinterlacer and colour corrector become filters', () => {
  const colorCorrector = { colorSpaceConversion: 'FORCE_709' } as const;
  expect(filters({ video: { videoPreprocessors: { deinterlacer: { control: 'NORMAL' } } } })).toMatch(
    /^bwdif=mode=send_frame:deint=interlaced,/,
  );
  const hdr = filters({ source: { transfer: 'HLG' }, video: { videoPreprocessors: { colorCorrector } } });
  expect(hdr).toContain('zscale=tin=arib-std-b67');
  expect(hdr).toContain('tonemap=hable');
});

test('rate control follows its mode', () => {
  const part = (h264: Partial<H264Settings>) => {
    const list = args({ h264 });
    return ['-crf', '-b:v', '-minrate', '-maxrate', '-bufsize'].map(flag => after(list, flag));
  };
  expect(
    part({ qvbrSettings: { qvbrQualityLevel: 7, qvbrQualityLevelFineTune: 0.5 }, hrdBufferSize: 9_000_000 }),
  ).toEqual(['23.5', undefined, undefined, '4000000', '9000000']);
  const bitrate = 2_000_000;
  expect(part({ rateControlMode: 'VBR', bitrate })).toEqual([
    undefined,
    '2000000',
    undefined,
    '4000000',
    '8000000',
  ]);
  expect(part({ rateControlMode: 'CBR', bitrate })).toEqual([
    undefined,
    '2000000',
    '2000000',
    '2000000',
    '4000000',
  ]);
});

test('a GOP is counted in frames of the output', () => {
  const rate = { framerateControl: 'SPECIFIED', framerateNumerator: 24, framerateDenominator: 1 } as const;
  const gop = (h264: Partial<H264Settings>) => after(args({ h264 }), '-g');
  expect(gop({ gopSizeUnits: 'FRAMES', gopSize: 90 })).toBe('90');
  expect(gop({ ...rate, gopSizeUnits: 'SECONDS', gopSize: 1.5 })).toBe('36');
  expect(gop(rate)).toBe('48');
  expect(after(args({ h264: { sceneChangeDetect: 'DISABLED' } }), '-sc_threshold')).toBe('0');
});

test('profile, level, speed and index placement are those of the settings', () => {
  const list = args({
    h264: { codecProfile: 'HIGH', codecLevel: 'LEVEL_4_1', qualityTuningLevel: 'MULTI_PASS_HQ' },
    output: {
      containerSettings: { container: 'MP4', mp4Settings: { moovPlacement: 'PROGRESSIVE_DOWNLOAD' } },
    },
  });
  expect(['-profile:v', '-level:v', '-preset', '-movflags'].map(flag => after(list, flag))).toEqual([
    'high',
    '4.1',
    'slow',
    '+faststart',
  ]);
});

test('a frame rate to follow that the source does not tell is an error 1040', () => {
  expect(() => args({ source: { fps: null } })).toThrow(expect.objectContaining({ code: 1040 }));
});

test('each audio description takes the track of its selector', () => {
  const aac = (codingMode: 'CODING_MODE_1_0' | 'CODING_MODE_2_0') => ({
    codecSettings: {
      codec: 'AAC',
      aacSettings: { codingMode, sampleRate: 48_000, bitrate: 96_000 },
    } as const,
  });
  const list = args({
    input: { audioSelectors: { 'Audio Selector 1': { tracks: [2] }, all: { streams: [4] } } },
    output: {
      audioDescriptions: [aac('CODING_MODE_2_0'), { ...aac('CODING_MODE_1_0'), audioSourceName: 'all' }],
    },
  });
  expect(list.filter((_, index) => list[index - 1] === '-map')).toEqual(['0:V:0', '0:a:1', '0:3']);
  expect([after(list, '-ac:a:0'), after(list, '-ac:a:1'), after(list, '-b:a:1')]).toEqual([
    '2',
    '1',
    '96000',
  ]);
});
