/** How the pipeline answers: try again, refuse this source, or refuse this preset. */
export type FailureClass = 'transient' | 'input' | 'preset';

interface MediaErrorFields {
  failureClass: FailureClass;
  code: string;
  message: string;
  detail?: string;
  cause?: unknown;
}

/** A failure of the media layer; the message is one sentence for the person who uploaded. */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly failureClass: FailureClass;
  /** Stable, kebab-case: `no-video`, `unreadable`, `empty`, `truncated`, `too-large`, `encrypted`, ... */
  readonly code: string;
  /** For the operator: ffmpeg's last lines, or the numbers. */
  readonly detail?: string;

  constructor({ failureClass, code, message, detail, cause }: MediaErrorFields) {
    super(message, { cause });
    this.failureClass = failureClass;
    this.code = code;
    if (detail !== undefined) this.detail = detail;
  }
}
