import type { SourceEvent } from '../../contract/messages/source.ts';
import type { News } from '../../contract/messages/status.ts';

export interface Statuses {
  publish(news: News): Promise<void>;
}

/** A source event before it is sent. */
export type SourceNews = Omit<SourceEvent, 'schema'>;

/** Who hears of a source as a whole. */
export interface SourceEvents {
  publish(news: SourceNews): Promise<void>;
}

/** Who else is told of events. */
export interface Webhooks {
  /** Whether one was added that is called so: by its id, or its URL. */
  knows(name: string): Promise<boolean>;
}
