/** Another worker holds the job's lease; this message comes back when that one should be done. */
export class HeldElsewhere extends Error {
  override readonly name = 'HeldElsewhere';
  readonly retryInSeconds: number;

  constructor(jobId: string, retryInSeconds: number) {
    super(`Job ${jobId} is being worked on; looking again in ${retryInSeconds} s.`);
    this.retryInSeconds = retryInSeconds;
  }
}
