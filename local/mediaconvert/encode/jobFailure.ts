/**
 * A job ends in ERROR. Codes and wording are the service's (MediaConvert user guide, "Error codes"): 1010 cannot open,
 * 1020 no video, 1030 codec, 1040 settings do not fit the input, 1075 structure, 1076 truncated, 1404 not found,
 * 1517 cannot write, 1999 anything else.
 */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  readonly code: number;

  constructor(code: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
