/** What to say when the disk of the data folder is full; null for any other error. Nothing that was accepted is lost. */
export function diskFull(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC' || /disk is full/.test(error.message);
  return isFull ? "The disk of fanreel's data folder is full: make room on it, then try again." : null;
}
