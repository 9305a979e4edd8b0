import { tellContainers } from '../../contract/compute/tellContainers.ts';
import type { Job } from '../../contract/job.ts';
import type { Wishes } from '../../contract/wishes/wishes.ts';
import type { Probe } from '../../media/probe/probe.ts';
import { type Choice, choose } from '../../pipeline/engines/choose.ts';
import type { Work } from '../../pipeline/engines/engine.ts';
import { enginesFor } from '../../pipeline/engines/engines.ts';
import { prepare } from '../../pipeline/kinds/prepare.ts';
import type { Prepared } from '../../pipeline/kinds/prepared.ts';
import { type Placement, placementOf } from '../../pipeline/worker/placement.ts';
import { vcpusOf } from '../../pipeline/worker/vcpus.ts';
import type { Preset } from '../../presets/schema/preset.ts';
import {
  type Profile,
  progressNewsPercentOf,
  segmentWorkersOf,
  targetSecondsOf,
} from '../../profiles/schema/profile.ts';

/** A source that is looked at, and what is to be made of it. */
export interface Wanted {
  /** The rendition's. */
  name: string;
  preset: Preset;
  probed: Probe;
  /** That the source has, or would get. */
  key: string;
  profile: Profile;
  /** Of the source: a part of it may be all that is made. @default none */
  wishes?: Wishes | undefined;
}

/** Plans one rendition as a function does. @throws {WorkError} where the source or the preset is refused. */
export function prepareWanted(wanted: Wanted): Prepared {
  return prepare(wanted.probed, wanted.preset, jobOf(wanted));
}

/** Chooses who makes it, with a profile's limits, as makeRendition does. @throws {WorkError} where none can. */
export function chooseWanted(prepared: Prepared, wanted: Wanted): Choice {
  const settings = settingsOf(wanted);
  return choose(enginesFor(settings), { prepared, job: jobOf(wanted), messageId: '', settings });
}

/** What the encode is predicted to take where the profile has the rendition made. */
export function predictWanted(prepared: Prepared, wanted: Pick<Wanted, 'name' | 'profile'>) {
  const vcpus = vcpusOf(placeOf(wanted).size);
  return { ...prepared.predict(vcpus), vcpus };
}

/** As the local profile has it; a deployment's generated names are known to its stack only. */
export function inputBucketOf({ inputBucket, prefix }: Profile): string {
  return inputBucket ?? `${prefix}-input`;
}

/** The job that it would be, as far as a plan asks. */
function jobOf({
  name,
  probed,
  key,
  profile,
  wishes,
}: Wanted): Pick<Job, 'rendition' | 'source' | 'attempts'> {
  const source = { bucket: inputBucketOf(profile), key, version: 'none', sizeBytes: probed.sizeBytes };
  const wished = { ...source, ...(wishes && { wishes }) };
  return { rendition: name, source: wished, attempts: [] };
}

function settingsOf(wanted: Pick<Wanted, 'name' | 'profile'>): Work['settings'] {
  const { name, profile } = wanted;
  const { leaseSeconds, progressSeconds } = profile;
  return {
    ...placeOf(wanted),
    ...{ leaseSeconds, progressSeconds },
    targetSeconds: targetSecondsOf(profile, name),
    progressNewsPercent: progressNewsPercentOf(profile),
  };
}

/** Of whoever takes the rendition's messages: its function, or its containers. */
function placeOf({ name, profile }: Pick<Wanted, 'name' | 'profile'>): Placement {
  const { mediaConvert } = profile;
  const containers = tellContainers(profile, name, () => '');
  return placementOf({
    ...{ function: profile.function, containers },
    worksIn: containers?.takes === 'all' ? 'container' : undefined,
    mediaConvert: { enabled: mediaConvert.enabled, aboveSeconds: mediaConvert.aboveEncodeSeconds },
    segmentWorkers: segmentWorkersOf(profile),
  });
}
