import { emit } from './metrics.ts';

/** Tells how many sources each rendition is late with. Those with none are told too: their alarms have to end. */
export function reportOverdue(sourcesByRendition: ReadonlyMap<string, number>): void {
  for (const [rendition, value] of sourcesByRendition) emit([{ metric: 'overdue', value }], { rendition });
}
