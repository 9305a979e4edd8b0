import type { JobSettings } from '@aws-sdk/client-mediaconvert';
import type { OutputFacts, Source } from '../../contract/job.ts';
import type { ClipPlan } from '../../media/clips/plan/clipPlan.ts';
import type { ImagePlan } from '../../media/images/plan/planImages.ts';
import type { Plan } from '../../media/plan/plan.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Bench } from '../../media/run/bench.ts';
import type { Replan } from '../../media/video/measureVideo.ts';

/** Brings a source to this machine. */
export interface Downloads {
  download(source: Source, path: string, signal: AbortSignal): Promise<void>;
}

/** Reads a source that lies in a bucket, by ranges. */
export interface Ranges {
  /** @throws {Superseded} by the source when it is no longer that version. */
  readRange(source: Source, offset: number, length: number): Promise<Uint8Array>;
}

/** What one kind of preset comes to for what it is made of: all that the pipeline and its engines need to know of the kind. */
export interface Prepared {
  /** Null of what is made of several sources. */
  probed: Probe | null;
  /** Kept with the job. */
  plan: Plan | ImagePlan | ClipPlan;
  /** How much of its sources is fetched, bytes. */
  sourceBytes: number;
  /** Brings what is made by ffmpeg to the bench, but for what `make` itself reads. */
  fetch(bench: Bench, sources: Downloads, signal: AbortSignal): Promise<void>;
  /** Of the file that is published last: where it is, all are. */
  key: string;
  /** How many files are published: each is some requests. */
  files: number;
  /** Wall seconds of ffmpeg on so many cores, and the most bytes that lie in scratch beside the source. */
  predict(vcpus: number): { seconds: number; outputBytes: number };
  /** Of a video: plans the same source anew, by a probe that is corrected. */
  replan?: Replan;
  /** Of what is made of several sources: how MediaConvert is asked for it, where that may make it. */
  managed?: { refusal: string | null; settings(destination: string): JobSettings };
  /** Makes it by ffmpeg, and holds it against the plan; where it is a part of its source, that is read as it goes. */
  make(bench: Bench, ranges: Ranges): Promise<Made>;
}

/** What is made of one source. */
export interface PreparedSource extends Prepared {
  probed: Probe;
}

export interface Made {
  /** Checked, in the order in which they are published: the last is the job's output, which speaks for all. */
  files: MadeFile[];
  /** What the ledger keeps of it. */
  facts: OutputFacts;
}

export interface MadeFile {
  path: string;
  key: string;
  contentType: string;
}

/** Of what is made of one source: all of it is fetched. */
export function wholeSource(source: Source): Pick<Prepared, 'sourceBytes' | 'fetch'> {
  return {
    sourceBytes: source.sizeBytes,
    fetch: ({ input }, sources, signal) => sources.download(source, input, signal),
  };
}
