/** What each part of the view has. */
export interface MendPart {
  readOnly: boolean;
  /** Changes when what is shown is to be read anew. */
  turn: string;
  /** To be called once something was done. */
  done(): void;
}

/** 1 letter, 2 letters. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}
