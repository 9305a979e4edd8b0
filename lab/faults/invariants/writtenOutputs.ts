import { OUTPUT_METADATA } from '../../../contract/outputMetadata.ts';
import type { Answered } from '../inject/passing.ts';

/** Objects under final keys with the jobs that wrote them, as the wire saw it. */
export class WrittenOutputs {
  /** ETags, by the object's path and the job. */
  readonly #eTags = new Map<string, Map<string, Set<string>>>();
  readonly #isSteady: (path: string) => boolean;

  /** @param isSteady by an object's path, whether what it is made of stays as it is; others may be made anew of something else */
  constructor(isSteady: (path: string) => boolean = () => true) {
    this.#isSteady = isSteady;
  }

  note({ asked, url, headers, status, eTag = '' }: Omit<Answered, 'body' | 'workerPort'>): void {
    const job = String(headers[`x-amz-meta-${OUTPUT_METADATA.jobId}`] ?? '');
    if (asked.service !== 's3' || asked.action !== 'PUT' || status >= 300 || !job || !eTag) return;
    const object = url.split('?')[0] ?? url;
    if (!this.#isSteady(object)) return;
    const byJob = this.#eTags.get(object) ?? new Map<string, Set<string>>();
    byJob.set(job, (byJob.get(job) ?? new Set()).add(eTag));
    this.#eTags.set(object, byJob);
  }

  /** One job's output has the same bytes however often it was written: where it has not, a line each. */
  differing(): string[] {
    return [...this.#eTags].flatMap(([object, byJob]) =>
      [...byJob]
        .filter(([, eTags]) => eTags.size > 1)
        .map(([job, eTags]) => `${object}: job ${job} wrote different bytes: ${[...eTags].join(' ')}`),
    );
  }
}
