import type { ContainersTold } from '../../../contract/compute/containersTold.ts';
import type { Crew, Fleet } from '../../../kubernetes/fleet.ts';

export const QUEUES = 'https://sqs.eu-west-1.amazonaws.com/123456789012';

interface CrewVariation extends Partial<Omit<Crew, 'containers'>> {
  containers?: Partial<ContainersTold>;
}

/** Workers as a profile may have them. */
export function crew(
  rendition: string,
  { containers, ...more }: CrewVariation = {},
  queue = `fanreel-${rendition}`,
): Crew {
  return {
    rendition,
    variables: {
      RENDITION: rendition,
      QUEUE_URL: `${QUEUES}/fanreel-${rendition}`,
      PRESET: JSON.stringify({ kind: 'video', label: rendition }),
      LEDGER_TABLE: 'fanreel-jobs',
    },
    containers: {
      ...{ queueUrl: `${QUEUES}/${queue}`, on: 'kubernetes', takes: 'all' },
      ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 20_480, architecture: 'x86_64', spot: false },
      ...{ timeoutSeconds: 3_600, maxWorkers: 10 },
      ...containers,
    },
    messagesAWorker: 3,
    graceSeconds: 120,
    ...more,
  };
}

export function fleet(more: Partial<Fleet> = {}): Fleet {
  return {
    ...{ stack: 'fanreel', region: 'eu-west-1', namespace: 'fanreel' },
    image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/fanreel@sha256:0123',
    architecture: 'x86_64',
    crews: [crew('720p')],
    dashboard: { readOnly: false, host: 'video.example.com' },
    ...more,
  };
}
