/** How an attempt ends whose function has put its message where containers take it. */
export const HANDED_ON = 'handed-on';

/** Whether a job is in nobody's hands until a container takes its message. */
export function waitsForContainer({
  state,
  attempts,
}: {
  state: string;
  attempts: readonly { outcome?: string | undefined }[];
}): boolean {
  return state === 'submitted' && attempts.at(-1)?.outcome === HANDED_ON;
}
