import type { FailureClass } from './mediaError.ts';

/** A job cannot go on, for a reason outside the video itself. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly failureClass: FailureClass;
  /** Stable, kebab-case. */
  readonly code: string;
  readonly detail?: string;

  constructor(fields: {
    failureClass: FailureClass;
    code: string;
    message: string;
    detail?: string;
    cause?: unknown;
  }) {
    super(fields.message, { cause: fields.cause });
    this.failureClass = fields.failureClass;
    this.code = fields.code;
    if (fields.detail !== undefined) this.detail = fields.detail;
  }
}
