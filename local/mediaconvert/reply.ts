/** What an action answers: HTTP status and JSON body. */
export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

/** The errors that MediaConvert's API answers, with its HTTP status for each. */
const HTTP_STATUS = {
  BadRequestException: 400,
  NotFoundException: 404,
  ConflictException: 409,
} as const;

/** A refusal, as the caller is to see it. */
export class ServiceError extends Error {
  override readonly name: keyof typeof HTTP_STATUS;

  constructor(name: keyof typeof HTTP_STATUS, message: string) {
    super(message);
    this.name = name;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.name];
  }
}
