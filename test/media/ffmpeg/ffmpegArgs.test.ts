import { expect, test } from 'vitest';
import { ffmpegArgs } from '../../../media/ffmpeg/ffmpegArgs.ts';
import { fitFrame } from '../../../media/ffmpeg/filters/fitFrame.ts';
import { hardenedInput } from '../../../media/ffmpeg/hardenedInput.ts';
import { outputBudget } from '../../../media/plan/outputBudget.ts';
import { planRendition } from '../../../media/plan/plan.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const preset = (await choosePresets(['720p'])).get('720p') as VideoPreset;
const files = { input: '/scratch/in', output: '/scratch/out.mp4' };

test('the whole command line of a plain source', () => {
  const plan = planRendition(probeOf(), preset);
  const args = ffmpegArgs(plan, files);
  const budget = outputBudget(plan);

  expect(args.join(' ')).toBe(
    [
      '-nostdin -hide_banner -loglevel error -y -max_error_rate 1 -reinit_filter:v 0',
      hardenedInput('/scratch/in', { maxPixels: 4096 * 2304 }).join(' '),
      '-map 0:V:0 -map 0:a:0',
      '-map_metadata -1 -map_chapters -1 -sn -dn',
      `-vf fps=30000/1001:start_time=0,${fitFrame({ width: 1280, height: 720 }).join(',')},setsar=1 -r 30000/1001 -fps_mode cfr`,
      '-c:v libx264 -preset veryfast -crf 22 -maxrate 4000k -bufsize 8000k',
      '-profile:v high -level:v 3.2 -pix_fmt yuv420p',
      '-g 60 -keyint_min 60 -sc_threshold 0 -flags +cgop',
      '-af aresample=async=1:min_hard_comp=0.025:first_pts=0:rematrix_maxval=1,aformat=channel_layouts=mono|stereo,pan=stereo|FL=FL+FC|FR=FR+FC',
      '-c:a aac -b:a 128k -ac 2 -ar 48000',
      `-t ${budget.seconds + 1} -fs ${budget.bytes + 1024 * 1024}`,
      '-max_muxing_queue_size 4096 -movflags +faststart -f mp4 file:/scratch/out.mp4',
    ].join(' '),
  );
});

test('progress is reported on standard output, at the pace that is asked for', () => {
  const args = ffmpegArgs(planRendition(probeOf(), preset), { ...files, progressSeconds: 5 });

  expect(args.join(' ')).toContain('-progress pipe:1 -stats_period 5 -nostats');
  expect(ffmpegArgs(planRendition(probeOf(), preset), files)).not.toContain('-progress');
});

test('threads bound the decoder and the encoder', () => {
  const args = ffmpegArgs(planRendition(probeOf(), preset), { ...files, threads: 2 });

  expect(args.filter(arg => arg === '-threads')).toHaveLength(2);
  expect(args.indexOf('-threads')).toBeLessThan(args.indexOf('-i'));
});

test('the chosen streams are named, and no sound means -an', () => {
  const audio = {
    streamIndex: 3,
    streamId: null,
    floatSamples: null,
    codec: 'aac',
    channels: 6,
    sampleRateHz: 48_000,
    durationSeconds: 10,
  };
  const second = ffmpegArgs(planRendition(probeOf({ streamIndex: 1 }, { audio }), preset), files).join(' ');
  const silent = ffmpegArgs(planRendition(probeOf({}, { audio: null }), preset), files).join(' ');

  expect(second).toContain('-map 0:V:1 -map 0:a:3');
  expect(silent).toContain('-an');
  expect(silent).not.toContain('-c:a');
});

test('a name that looks like an option, a pattern or a protocol stays a name', () => {
  const args = ffmpegArgs(planRendition(probeOf(), preset), { input: '-i %d.jpg', output: 'concat:x' });

  expect(args[args.indexOf('-i') + 1]).toBe('file:-i %d.jpg');
  expect(args.at(-1)).toBe('file:concat:x');
});
