import { invalidParameterValue } from '../sqsErrors.ts';

/** The longest that a message can be hidden, counted from its receive: twelve hours. */
export const MAX_HIDDEN_SECONDS = 43_200;

/** The longest that a message can be held back when it is sent. */
export const MAX_DELAY_SECONDS = 900;

/** @throws {AwsError} InvalidParameterValue unless it is a whole number from 0 to `highest`. */
export function checkSeconds(name: string, value: number, highest: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= highest) return;
  throw invalidParameterValue(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= 0 and <= ${highest}.`,
  );
}
