import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planRendition } from '../../../media/plan/plan.ts';
import { predictEncode } from '../../../media/plan/predict.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import { functionVcpus } from '../../../pipeline/worker/vcpus.ts';
import type { ClipPreset, VideoPreset } from '../../../presets/schema/preset.ts';
import type { Containers } from '../../../profiles/schema/containers.ts';
import { type ClipOptions, makeClip, makeFilm } from '../../support/clip.ts';
import { copyProject, type Project } from '../../support/project.ts';
import { smallStill } from '../../support/smallStill.ts';

/** A source to upload. */
export interface SourceClip {
  body: Buffer;
  seconds: number;
}

/** The sources that the suite uploads: two short ones, one that is long enough for MediaConvert, and one to be made in pieces. */
export interface SourceClips {
  short: [SourceClip, SourceClip];
  long: SourceClip;
  film: SourceClip;
}

/** Of uploads. */
export const RENDITIONS = ['small', 'tiny', 'stills'] as const;

/** Of clips: recordings are found by their keys, and by an API. */
export const CLIP_RENDITIONS = ['cuts', 'told-cuts'] as const;

export const ALL_RENDITIONS = [...RENDITIONS, ...CLIP_RENDITIONS];

/** Short, so that a dead worker's job is soon free again, seconds. */
export const LEASE_SECONDS = 6;

/** An ffmpeg that stands still is given up after this, seconds: a few encodes' length, as with the real profiles. */
const STALL_SECONDS = 3;

/** A film is there sooner in pieces, seconds; MediaConvert's own queue alone takes longer. */
const TARGET_SECONDS = 25;

/** Longer than a receiver is out of its mind, and with pauses that are short enough to wait for. */
const WEBHOOK_RETRY_HOURS = 0.1;

const MEMORY_MB = 3_538;

const video: VideoPreset = {
  kind: 'video',
  container: 'mp4',
  height: 240,
  codec: 'h264',
  profile: 'main',
  level: '3.0',
  encoderSpeed: 'medium',
  crf: 26,
  // High, so that a film is cut every 15 s.
  maxrateKbps: 6_000,
  bufsizeKbps: 6_000,
  gopSeconds: 2,
  maxFps: 30,
  audio: { codec: 'aac', bitrateKbps: 64, channels: 2, sampleRateHz: 48_000 },
};

export const tinyVideo: VideoPreset = { ...video, height: 144, encoderSpeed: 'fast' };

/** How recordings are called. */
export const RECORDING_KEYS = "{camera}/{start:yyyyMMdd'T'HHmmss}-{seconds}.mp4";

/** Of clips, quick as well; what is missing is waited for no longer than a recording is away. */
const cuts: ClipPreset = {
  kind: 'clip',
  video: tinyVideo,
  cut: 'exact',
  longestSeconds: 60,
  images: { format: 'jpeg', quality: 60, widths: [64], poster: false },
  recordings: { by: 'key', template: RECORDING_KEYS, longestSeconds: 60 },
  gaps: { policy: 'allow', picture: 'hold' },
  pendingSeconds: 20,
  outOfRangeSeconds: 86_400,
};

/** No larger than this machine; more would only wait for its cores. */
const CONTAINERS: Containers = {
  ...{ vcpus: 2, memoryMb: 4_096, scratchMb: 10_240, architecture: 'x86_64' },
  ...{ timeoutSeconds: 600, maxWorkers: 2, longJobs: 'kubernetes' },
};

/**
 * A project with quick renditions and short leases; the rest is as users have it. The cameras' API has that port.
 * @param longJobs whether containers take long jobs in MediaConvert's place
 */
export async function faultProject(
  apiPort: number,
  { longJobs = false }: { longJobs?: boolean | undefined } = {},
): Promise<{ project: Project; clips: SourceClips }> {
  const project = copyProject();
  project.addPreset('small', video);
  project.addPreset('tiny', tinyVideo);
  project.addPreset('stills', smallStill);
  project.addPreset('cuts', cuts);
  project.addPreset('told-cuts', {
    ...cuts,
    recordings: { by: 'api' },
    api: {
      baseUrl: `http://127.0.0.1:${apiPort}`,
      ...{ timeoutSeconds: 1, retries: 1, recordings: '/recordings/{camera}' },
    },
  });
  const make = async (options: ClipOptions & { seconds: number }, made = makeClip) => {
    const path = await made(join(project.dir, 'clip.mp4'), options);
    const clip: SourceClip = { body: readFileSync(path), seconds: options.seconds };
    return { clip, predicted: await predictedSeconds(path) };
  };
  const a = await make({ size: '1280x720', seconds: 4 });
  const b = await make({ size: '960x540', seconds: 5, rate: 25 });
  const long = await make({ size: '1280x720', seconds: 20 }, makeFilm);
  const film = await make({ size: '640x360', seconds: 46, args: ['-g', '60'] });
  await project.changeProfile(profile => ({
    ...profile,
    presets: [...ALL_RENDITIONS],
    function: { ...profile.function, memoryMb: MEMORY_MB, timeoutSeconds: 180 },
    // Between the short ones and the long one.
    mediaConvert: {
      enabled: !longJobs,
      aboveEncodeSeconds: (Math.max(a.predicted, b.predicted) + long.predicted) / 2,
    },
    ...(longJobs && { containers: CONTAINERS }),
    segments: true,
    targetSeconds: TARGET_SECONDS,
    leaseSeconds: LEASE_SECONDS,
    retrySeconds: 1,
    stallSeconds: STALL_SECONDS,
    overdueMinutes: 0.2,
    webhookRetryHours: WEBHOOK_RETRY_HOURS,
  }));
  return { project, clips: { short: [a.clip, b.clip], long: long.clip, film: film.clip } };
}

/** What a later deployment makes of `tiny`. */
export function changePreset(project: Project): void {
  project.addPreset('tiny', { ...tinyVideo, crf: 27 });
}

async function predictedSeconds(path: string): Promise<number> {
  return predictEncode(planRendition(await probeFile(path), video), functionVcpus(MEMORY_MB)).seconds;
}
