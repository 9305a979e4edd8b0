import type { Wishes } from './wishes.ts';

/** Whether a rendition is wanted. */
export function isWanted(
  rendition: string,
  wishes: Pick<Wishes, 'renditions' | 'without'> | undefined,
): boolean {
  if (wishes?.without?.includes(rendition)) return false;
  return wishes?.renditions?.includes(rendition) ?? true;
}
