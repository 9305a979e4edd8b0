import { expect, it } from 'vitest';
import type { Attempt } from '../../../contract/job.ts';
import { choose } from '../../../pipeline/engines/choose.ts';
import type { Work } from '../../../pipeline/engines/engine.ts';
import { enginesFor } from '../../../pipeline/engines/engines.ts';
import { segmentsEngine } from '../../../pipeline/engines/segments/segmentsEngine.ts';
import { prepare } from '../../../pipeline/kinds/prepare.ts';
import type { LongJobs } from '../../../pipeline/worker/settings.ts';
import { choosePresets } from '../../../presets/index.ts';
import type { Preset } from '../../../presets/schema/preset.ts';
import { probeOf } from '../../fixtures/probes.ts';

const presets = await choosePresets(['720p', 'thumbnails']);
const source = { bucket: 'in', key: 'a.mp4', version: 'v1', sizeBytes: 30_000_000 };

/** On spot, of four cores. */
const CONTAINERS: LongJobs = {
  queueUrl: 'https://sqs.example/long',
  size: {
    ...{ compute: 'container', vcpus: 4, memoryMb: 8_192, scratchMb: 51_200 },
    ...{ architecture: 'x86_64', spot: true },
  },
  timeoutSeconds: 21_600,
};

/** What a work is like that an ordinary function makes of an ordinary video. */
interface Like {
  seconds?: number;
  sourceBytes?: number;
  timeoutSeconds?: number;
  managedEnabled?: boolean;
  targetSeconds?: number;
  segmentWorkers?: number;
  longJobs?: Partial<LongJobs>;
  attempts?: Partial<Attempt>[];
  probed?: ReturnType<typeof probeOf>;
  preset?: string;
}

function work(like: Like = {}): Work {
  const { seconds = 20, sourceBytes = 30_000_000, probed = probeOf(), preset = '720p' } = like;
  const prepared = prepare(probed, presets.get(preset) as Preset, { source, rendition: preset });
  return {
    prepared: { ...prepared, sourceBytes, predict: () => ({ seconds, outputBytes: 20_000_000 }) },
    job: {
      source,
      attempts: (like.attempts ?? []).map(
        (attempt, index): Attempt => ({ number: index + 1, messageId: 'm1', startedAt: '', ...attempt }),
      ),
    },
    messageId: 'm1',
    settings: {
      size: { compute: 'function', memoryMb: 3_538, scratchMb: 10_240, architecture: 'x86_64' },
      timeoutSeconds: like.timeoutSeconds ?? 900,
      managed: { enabled: like.managedEnabled ?? true, aboveSeconds: 600 },
      segmentWorkers: like.segmentWorkers ?? 0,
      targetSeconds: like.targetSeconds ?? 600,
      ...{ leaseSeconds: 60, progressSeconds: 5, progressNewsPercent: 25 },
      ...(like.longJobs && { longJobs: { ...CONTAINERS, ...like.longJobs } }),
    },
  };
}

function chosen(like: Like = {}): [string, string] {
  const { engine, reason } = choose(enginesFor(work(like).settings), work(like));
  return [engine.name, reason];
}

const late = { outcome: 'deadline', seconds: 870 };
const killed = { outcome: 'out-of-memory' };
const hour = probeOf(
  { durationSeconds: 3_600, frameCount: null },
  { durationSeconds: 3_600, clock: { ...probeOf().clock, editSeconds: 3_600 } },
);
const unread = probeOf({}, { container: 'avi' });

/** Of an encode that is predicted to take 20 s. */
const CHEAPEST = 'about $0.0012, the cheapest within 600 s (mediaconvert $0.0027)';

it.each<[string, Like, string, string]>([
  [
    'keeps a short encode in the function',
    {},
    'ffmpeg',
    `predicted encode of 20 s and 48 MB of scratch fit the function; ${CHEAPEST}`,
  ],
  [
    'sends an encode over the limit to MediaConvert with both numbers',
    { seconds: 700 },
    'mediaconvert',
    'predicted encode of 700 s is over the limit of 600 s',
  ],
  [
    'never predicts past the function itself, whatever the profile allows',
    { seconds: 250, timeoutSeconds: 300 },
    'mediaconvert',
    'predicted encode of 250 s is over the limit of 240 s',
  ],
  [
    'sends a source that scratch cannot hold to MediaConvert',
    { sourceBytes: 12e9 },
    'mediaconvert',
    'source and output need 11464 MB of scratch, the function has 10240 MB',
  ],
  [
    'does not try the function again where its time ran out',
    { attempts: [late] },
    'mediaconvert',
    "an earlier attempt ran into the function's deadline",
  ],
  [
    'tries it again where it had only the rest of its time',
    { attempts: [{ ...late, seconds: 100 }] },
    'ffmpeg',
    `predicted encode of 20 s and 48 MB of scratch fit the function; ${CHEAPEST}`,
  ],
  [
    'does not try the function again where its memory ran out twice',
    { attempts: [killed, killed] },
    'mediaconvert',
    'earlier attempts ran out of memory',
  ],
  [
    'begins anew for another message',
    { attempts: [{ ...late, messageId: 'm0' }] },
    'ffmpeg',
    `predicted encode of 20 s and 48 MB of scratch fit the function; ${CHEAPEST}`,
  ],
  [
    'keeps a long encode that the function can still end, where MediaConvert cannot make it',
    { seconds: 700, probed: unread },
    'ffmpeg',
    'predicted encode of 700 s and 48 MB of scratch fit the function; MediaConvert does not read h264 video in avi files',
  ],
  [
    'keeps long images, which MediaConvert does not make',
    { seconds: 700, preset: 'thumbnails' },
    'ffmpeg',
    'predicted encode of 700 s and 48 MB of scratch fit the function; images are made by ffmpeg only',
  ],
  [
    'leaves an encode over the limit to a container, where that is cheaper than MediaConvert and in time',
    { seconds: 700, probed: hour, longJobs: {}, targetSeconds: 3_600 },
    'container',
    'predicted encode of 700 s is over the limit of 600 s; about $0.0119, the cheapest within 3600 s (mediaconvert $0.9005)',
  ],
  [
    'and to MediaConvert where a container would be too late',
    { seconds: 2_000, probed: hour, longJobs: {}, targetSeconds: 1_800 },
    'mediaconvert',
    'predicted encode of 2000 s is over the limit of 600 s; about $0.9005, the cheapest within 1800 s (container $0.0337 in 2106 s)',
  ],
  [
    'leaves what needs more scratch than a function has to a container',
    { sourceBytes: 12e9, longJobs: {}, managedEnabled: false },
    'container',
    'source and output need 11464 MB of scratch, the function has 10240 MB',
  ],
  [
    'keeps in the function what that has time for, also where a container would be cheaper',
    { longJobs: {}, targetSeconds: 3_600 },
    'ffmpeg',
    'predicted encode of 20 s and 48 MB of scratch fit the function; about $0.0012, the cheapest within 3600 s (mediaconvert $0.0027)',
  ],
])('%s', (_, like, engine, reason) => {
  expect(chosen(like)).toEqual([engine, reason]);
});

it('refuses what no container has room for either, with all reasons', () => {
  expect(() => chosen({ seconds: 30_000, managedEnabled: false, longJobs: {} })).toThrow(
    "No engine can make this rendition: predicted encode of 30000 s is over the limit of 600 s, and predicted encode of 30000 s is over the container's limit of 21540 s, and MediaConvert is turned off in this profile.",
  );
});

it('refuses what neither can make, with both reasons', () => {
  expect(() => chosen({ seconds: 5_000, managedEnabled: false })).toThrow(
    'No engine can make this rendition: predicted encode of 5000 s is over the limit of 600 s, and MediaConvert is turned off in this profile.',
  );
});

it('expects a film in pieces to wait for none of its sound longer than for its pictures', () => {
  const film = work({ probed: hour, seconds: 2_400, segmentWorkers: 400 });
  const silent = work({ probed: { ...hour, audio: null }, seconds: 2_400, segmentWorkers: 400 });
  const [heard, seen] = [film, silent].map(one => segmentsEngine.estimate(one));

  expect(heard?.seconds).toBe(seen?.seconds);
  // Each piece of it is a step with requests of its own.
  expect(heard?.requestsUsd).toBeGreaterThan(seen?.requestsUsd ?? 0);
  expect(segmentsEngine.merit(film)).toBe('about 180 pieces and 30 of its sound can be made, 210 at once');
});
