import type { News } from '../../contract/messages/status.ts';

export interface Statuses {
  publish(news: News): Promise<void>;
}
