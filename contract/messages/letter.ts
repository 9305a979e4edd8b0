/** The message attributes of a letter: a message on its way to the DLQ, for a failure that is known already. */
const NAMES = { id: 'fanreel-failed', code: 'fanreel-code', message: 'fanreel-message' } as const;

/** Their names. */
export const LETTER_ATTRIBUTES: readonly string[] = Object.values(NAMES);

/** SQS allows none in attribute values; a key may hold them. */
const CONTROL_CHARACTERS = /\p{Cc}/gu;

/** SQS allows 256 KB in all. */
const MAX_TEXT = 500;

export interface Letter {
  /** Of the attempt whose failure it tells: a letter that was redriven, which is new work, looks the same. */
  id: string;
  code: string;
  message: string;
}

/** The attributes of a letter, by their names. */
export function writeLetter({ id, code, message }: Letter): Record<string, string> {
  return {
    [NAMES.id]: id,
    [NAMES.code]: code,
    [NAMES.message]: message.replace(CONTROL_CHARACTERS, ' ').slice(0, MAX_TEXT),
  };
}

/** What a message's attributes tell, each by its name; nothing where it is no letter. */
export function readLetter(attribute: (name: string) => string | undefined): Partial<Letter> {
  return { id: attribute(NAMES.id), code: attribute(NAMES.code), message: attribute(NAMES.message) };
}
