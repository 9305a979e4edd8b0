import {
  CATALOGUE,
  type FailureClass,
  type FailureCode,
  type FailureKind,
  type FixedCode,
} from './catalogue.ts';

/** What is known beside the code. */
export interface WorkErrorFields {
  /** One sentence for the person who uploaded. @default the code's own, where it has one */
  message?: string;
  /** For the operator: ffmpeg's last lines, or the numbers. */
  detail?: string;
  cause?: unknown;
}

/** Work that ends without a result, for a reason that the catalogue knows. */
export class WorkError extends Error {
  override readonly name = 'WorkError';
  readonly code: FailureCode;
  readonly detail?: string;

  constructor(code: FailureCode, fields: WorkErrorFields & { message: string });
  constructor(code: FixedCode, fields?: WorkErrorFields);
  constructor(code: FailureCode, { message, detail, cause }: WorkErrorFields = {}) {
    super(message ?? (CATALOGUE[code] as FailureKind).message ?? code, { cause });
    this.code = code;
    if (detail !== undefined) this.detail = detail;
  }

  /** Follows from the code. */
  get failureClass(): FailureClass {
    return this.kind.class;
  }

  /** What the catalogue has of it. */
  get kind(): FailureKind {
    return CATALOGUE[this.code];
  }
}
