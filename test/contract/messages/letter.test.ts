import { describe, expect, it } from 'vitest';
import { readLetter, writeLetter } from '../../../contract/messages/letter.ts';

/** As earlier versions write it, beside the message's own attributes. */
const WRITTEN: Record<string, string> = {
  rendition: '720p',
  'fanreel-failed': '0123456789abcdef/2',
  'fanreel-code': 'mediaconvert-1401',
  'fanreel-message': 'MediaConvert could not open the file.',
};

const LETTER = {
  id: '0123456789abcdef/2',
  code: 'mediaconvert-1401',
  message: 'MediaConvert could not open the file.',
};

describe("a letter's attributes", () => {
  it('are read as they were written before', () => {
    expect(readLetter(name => WRITTEN[name])).toEqual(LETTER);
  });

  it('are written as they are read', () => {
    expect({ rendition: '720p', ...writeLetter(LETTER) }).toEqual(WRITTEN);
  });

  it('say nothing of a message that is no letter', () => {
    expect(readLetter(() => undefined)).toEqual({ id: undefined, code: undefined, message: undefined });
  });

  it('are what SQS takes: without control characters, and short', () => {
    const written = writeLetter({ ...LETTER, message: `"a\nb" ${'x'.repeat(1_000)}` });
    expect(readLetter(name => written[name]).message).toBe(`"a b" ${'x'.repeat(494)}`);
  });
});
