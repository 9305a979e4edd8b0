import { diskFullSentence } from '../storageFaults.ts';

/**
 * An outcome that AWS answers as an error.
 * `code` is what the Query protocol calls it, `type` the name of its shape in AWS JSON; they are often the same.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly type: string;
  readonly status: number;

  constructor(fields: { code: string; message: string; type?: string; status?: number }) {
    super(fields.message);
    this.code = fields.code;
    this.type = fields.type ?? fields.code;
    this.status = fields.status ?? 400;
  }

  /** Whose fault it is, in the words of the Query protocol. */
  get fault(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}

/** Whatever an action threw, as something to answer. A bug of ours is a 500 and says where, so that it is found. */
export function toAwsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  const full = diskFullSentence(thrown);
  if (full) return new AwsError({ code: 'ServiceUnavailable', message: full, status: 503 });
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new AwsError({ code: 'InternalFailure', message: text, status: 500 });
}
