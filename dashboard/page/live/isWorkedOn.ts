import type { RenditionRow } from '../../wire/sources.ts';

/** Whether somebody makes it at this moment: nobody does what was handed on and waits for a container. */
export function isWorkedOn({ state, waits }: Pick<RenditionRow, 'state' | 'waits'>): boolean {
  return !waits && (state === 'running' || state === 'submitted');
}
