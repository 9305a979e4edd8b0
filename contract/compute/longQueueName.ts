/** What a rendition's queue of long jobs is called, by the name of the queue or the rendition that it belongs to. */
export function longQueueName(name: string): string {
  return `${name}-long`;
}
