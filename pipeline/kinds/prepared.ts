import type { OutputFacts } from '../../contract/job.ts';
import type { ImagePlan } from '../../media/images/plan/planImages.ts';
import type { Plan } from '../../media/plan/plan.ts';
import type { Probe } from '../../media/probe/probe.ts';
import type { Bench } from '../../media/run/bench.ts';
import type { Replan } from '../../media/video/measureVideo.ts';

/** What one kind of preset comes to for one source: all that the pipeline and its engines need to know of the kind. */
export interface Prepared {
  probed: Probe;
  /** Kept with the job. */
  plan: Plan | ImagePlan;
  /** Of the file that is published last: where it is, all are. */
  key: string;
  /** How many files are published: each is some requests. */
  files: number;
  /** Wall seconds of ffmpeg on so many cores, and the most bytes that lie in scratch beside the source. */
  predict(vcpus: number): { seconds: number; outputBytes: number };
  /** Of a video: plans the same source anew, by a probe that is corrected. */
  replan?: Replan;
  /** Makes it by ffmpeg, and holds it against the plan. */
  make(bench: Bench): Promise<Made>;
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
