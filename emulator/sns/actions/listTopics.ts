import { z } from 'zod';
import { snsAction } from './snsAction.ts';

/** All in one page: AWS answers up to 100, and a stack has a handful. */
export const listTopics = snsAction(z.object({}), store => ({
  Topics: store.listTopics().map(TopicArn => ({ TopicArn })),
}));
