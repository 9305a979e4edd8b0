import type { Wishes } from './wishes.ts';

/** Whether a rendition is wanted. */
export function isWanted(rendition: string, wishes: Wishes | undefined): boolean {
  if (wishes?.without?.includes(rendition)) return false;
  return wishes?.renditions?.includes(rendition) ?? true;
}
