import { InvalidArgumentError } from 'commander';

/** Takes whole numbers from `min` to `max`; anything else is an {InvalidArgumentError} that says `what` it should be. */
export function wholeNumber(min: number, max: number, what = 'It'): (text: string) => number {
  return text => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`${what} is a whole number from ${min} to ${max}.`);
  };
}
