/** Another worker holds the job's lease; this message comes back when that one should be done. */
export class HeldElsewhere extends Error {
  override readonly name = 'HeldElsewhere';
  readonly jobId: string;
  readonly retryInSeconds: number;
  /** The holder works for this very message; otherwise the job has a message of its own and does not need this one. */
  readonly sameMessage: boolean;

  constructor(fields: { jobId: string; retryInSeconds: number; sameMessage: boolean }) {
    super(`Job ${fields.jobId} is being worked on; looking again in ${fields.retryInSeconds} s.`);
    this.jobId = fields.jobId;
    this.retryInSeconds = fields.retryInSeconds;
    this.sameMessage = fields.sameMessage;
  }
}
