import type { SQSClient } from '@aws-sdk/client-sqs';
import { depthOfAll } from '../../cli/aws/queueDepth.ts';
import { type DeployedRendition, workQueuesOf } from '../../contract/deployment.ts';
import type { QueueSample } from '../wire/queues.ts';
import { HISTORY_SECONDS, SAMPLE_SECONDS } from '../wire/retention.ts';

/** Looks at the queues of all renditions, and keeps what it saw for some minutes. */
export class QueueFeed {
  readonly #sqs: Pick<SQSClient, 'send'>;
  readonly #renditions: DeployedRendition[];
  #samples: QueueSample[] = [];

  constructor(sqs: Pick<SQSClient, 'send'>, renditions: DeployedRendition[]) {
    this.#sqs = sqs;
    this.#renditions = renditions;
  }

  /** Oldest first. */
  get samples(): QueueSample[] {
    return this.#samples;
  }

  async look(): Promise<QueueSample> {
    const queues = await Promise.all(
      this.#renditions.map(async rendition => {
        const { name, dlqUrl, subscriptionDlqUrl } = rendition;
        const [own, dead] = await Promise.all([
          depthOfAll(this.#sqs, workQueuesOf(rendition)),
          depthOfAll(this.#sqs, [dlqUrl, subscriptionDlqUrl]),
        ]);
        return { rendition: name, ...own, dead: dead.visible };
      }),
    );
    const sample = { at: new Date().toISOString(), queues };
    this.#samples = [...this.#samples, sample].slice(-HISTORY_SECONDS / SAMPLE_SECONDS);
    return sample;
  }
}
