/** A folder or a file cannot be used as it is: `message` says in one clause what is wrong with which. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}

/** What to say when the disk of the data folder is full; null for any other error. Nothing that was accepted is lost. */
export function diskFullSentence(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC' || /disk is full/.test(error.message);
  return isFull ? 'The disk of the data folder is full: make room on it, then try again.' : null;
}
