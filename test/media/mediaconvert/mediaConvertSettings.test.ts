import type { Output } from '@aws-sdk/client-mediaconvert';
import { describe, expect, test } from 'vitest';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import { mediaConvertSettings } from '../../../media/mediaconvert/mediaConvertSettings.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import { loadPresets } from '../../../presets/index.ts';
import { probeOf } from '../../fixtures/probes.ts';

const presets = [...(await loadPresets())].flatMap(([name, preset]) =>
  preset.kind === 'video' ? [[name, preset] as const] : [],
);
const urls = { input: 's3://in/a.mp4', destination: 's3://out/.fanreel/job/1/output' };
const sources = {
  '4K at 59.94': probeOf({ width: 3840, height: 2160, fps: 60_000 / 1001 }),
  'portrait 1080p': probeOf({ rotation: 90 }),
  'a small one without sound': probeOf({ width: 640, height: 360, fps: 25 }, { audio: null }),
};

describe.each(presets)('both engines make the same of preset %s', (_name, preset) => {
  test.each(Object.entries(sources))('from %s', (_source, probe) => {
    const plan = planRendition(probe, preset);

    const fromFfmpeg = readArgs(ffmpegArgs(plan, { input: 'in', output: 'out.mp4' }));
    const fromMediaConvert = readSettings(onlyOutput(mediaConvertSettings(plan, urls)));

    expect(fromMediaConvert).toEqual(fromFfmpeg);
  });
});

const [, preset] = presets[0] ?? [];
if (!preset) throw new Error('presets/ is empty');

test('the source is read with its rotation and the chosen sound', () => {
  const audio = {
    streamIndex: 1,
    streamId: null,
    floatSamples: null,
    codec: 'aac',
    channels: 2,
    sampleRateHz: 48_000,
    durationSeconds: 10,
  };
  const settings = mediaConvertSettings(planRendition(probeOf({}, { audio }), preset), urls);

  expect(settings.Inputs?.[0]).toMatchObject({
    FileInput: urls.input,
    VideoSelector: { Rotate: 'AUTO' },
    AudioSelectors: { 'Audio Selector 1': { SelectorType: 'TRACK', Tracks: [2] } },
  });
  expect(settings.OutputGroups?.[0]?.OutputGroupSettings?.FileGroupSettings?.Destination).toBe(
    urls.destination,
  );
});

test('nothing asks for what the Pro tier bills', () => {
  const text = JSON.stringify(mediaConvertSettings(planRendition(probeOf(), preset), urls));

  expect(text).toContain('"QualityTuningLevel":"SINGLE_PASS"');
  expect(text).not.toMatch(
    /MULTI_PASS|FRAMEFORMER|NoiseReducer|BandwidthReduction|AudioNormalization|AdvancedInputFilter|Preprocessors/,
  );
});

test('interlaced and high dynamic range sources get the matching preprocessors, others none', () => {
  const probe = probeOf({ interlaced: true, transfer: 'PQ', bitDepth: 10 });
  const video = onlyOutput(mediaConvertSettings(planRendition(probe, preset), urls)).VideoDescription;

  expect(video?.VideoPreprocessors).toMatchObject({
    Deinterlacer: { Mode: 'DEINTERLACE' },
    ColorCorrector: { ColorSpaceConversion: 'FORCE_709' },
  });
});

test('full-range sources are squeezed into the limited range', () => {
  const settings = mediaConvertSettings(planRendition(probeOf({ fullRange: true }), preset), urls);

  expect(onlyOutput(settings).VideoDescription?.VideoPreprocessors).toEqual({
    ColorCorrector: { SampleRangeConversion: 'LIMITED_RANGE_SQUEEZE' },
  });
});

function onlyOutput(settings: ReturnType<typeof mediaConvertSettings>): Output {
  const output = settings.OutputGroups?.[0]?.Outputs?.[0];
  if (!output) throw new Error('the settings have no output');
  return output;
}

/** What an ffmpeg command line makes, read back from its arguments. */
function readArgs(args: string[]) {
  const value = (name: string) => args[args.indexOf(name) + 1] ?? '';
  const [width, height] = /pad=(\d+):(\d+)/.exec(value('-vf'))?.slice(1).map(Number) ?? [];
  return {
    size: { width, height },
    rate: value('-r'),
    codec: { libx264: 'H_264' }[value('-c:v')],
    profile: value('-profile:v').toUpperCase(),
    level: Number(value('-level:v')),
    maxrate: Number.parseInt(value('-maxrate'), 10) * 1000,
    buffer: Number.parseInt(value('-bufsize'), 10) * 1000,
    gop: Number(value('-g')),
    container: value('-f').toUpperCase(),
    startsAtOnce: value('-movflags') === '+faststart',
    audio: args.includes('-an')
      ? null
      : {
          codec: value('-c:a').toUpperCase(),
          bitrate: Number.parseInt(value('-b:a'), 10) * 1000,
          channels: Number(value('-ac')),
          sampleRate: Number(value('-ar')),
        },
  };
}

/** What MediaConvert settings make, in the same terms. */
function readSettings({ VideoDescription: video, AudioDescriptions, ContainerSettings }: Output) {
  const h264 = video?.CodecSettings?.H264Settings;
  const aac = AudioDescriptions?.[0]?.CodecSettings;
  const channels = { CODING_MODE_1_0: 1, CODING_MODE_2_0: 2 } as Record<string, number>;
  return {
    size: { width: video?.Width, height: video?.Height },
    rate: `${h264?.FramerateNumerator}/${h264?.FramerateDenominator}`,
    codec: video?.CodecSettings?.Codec,
    profile: h264?.CodecProfile,
    level: Number(h264?.CodecLevel?.replace('LEVEL_', '').replace('_', '.')),
    maxrate: h264?.MaxBitrate,
    buffer: h264?.HrdBufferSize,
    gop: h264?.GopSizeUnits === 'FRAMES' ? h264.GopSize : undefined,
    container: ContainerSettings?.Container,
    startsAtOnce: ContainerSettings?.Mp4Settings?.MoovPlacement === 'PROGRESSIVE_DOWNLOAD',
    audio: aac
      ? {
          codec: aac.Codec,
          bitrate: aac.AacSettings?.Bitrate,
          channels: channels[aac.AacSettings?.CodingMode ?? ''],
          sampleRate: aac.AacSettings?.SampleRate,
        }
      : null,
  };
}
