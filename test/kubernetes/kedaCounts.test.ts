import { expect, it } from 'vitest';
import { fleetManifests } from '../../kubernetes/fleetYaml.ts';
import { randomOf } from '../../lab/support/random.ts';
import { desiredWorkers } from '../../workers/desiredWorkers.ts';
import { crew, fleet } from './support/fleets.ts';
import { ofKind } from './support/refusals.ts';

/** What KEDA finds at a look: messages that are visible, jobs that have not finished, and those of them whose pod does not run yet. */
interface Found {
  visible: number;
  running: number;
  pending: number;
}

/** What a ScaledJob tells it. */
interface Told {
  maxReplicaCount: number;
  queueLength: number;
}

/**
 * Jobs that KEDA creates, as its source has it since 2.19: IsScaledJobActive and CalculateQueueLengthAndMaxValue of pkg/scaling/scaledjob, the
 * accurate strategy and createJobs of pkg/scaling/executor.
 */
function created({ visible, running, pending }: Found, { maxReplicaCount, queueLength }: Told): number {
  const maxScale = Math.ceil(Math.min(visible / queueLength, maxReplicaCount));
  const effective =
    maxScale + running - pending > maxReplicaCount ? maxReplicaCount - running : maxScale - pending;
  if (visible === 0 || effective <= 0) return 0;
  return Math.min(visible, effective);
}

function toldBy(maxWorkers: number, messagesAWorker: number): Told {
  const one = crew('720p', { containers: { maxWorkers }, messagesAWorker });
  const { spec } = ofKind(fleetManifests(fleet({ crews: [one] })), 'ScaledJob');
  const { maxReplicaCount, triggers } = spec as unknown as {
    maxReplicaCount: number;
    triggers: [{ metadata: { queueLength: string } }];
  };
  return { maxReplicaCount, queueLength: Number(triggers[0].metadata.queueLength) };
}

it.each([
  [10, 3],
  [1, 1],
  [1_000, 7],
])(
  'with %i workers at most and one for each %i messages KEDA has as many as our rule says, whose busy ones are those that have started',
  (maxWorkers, messagesAWorker) => {
    const told = toldBy(maxWorkers, messagesAWorker);
    const limits = { maxWorkers, messagesAWorker };
    const random = randomOf(17);
    for (let round = 0; round < 20_000; round += 1) {
      const running = Math.floor(random.between(0, maxWorkers + 1));
      const pending = Math.floor(random.between(0, running + 1));
      const visible = random.chance(0.2)
        ? 0
        : Math.floor(random.between(0, 4 * maxWorkers * messagesAWorker));
      const found = { visible, running, pending };
      const desired = desiredWorkers({ waiting: visible, busy: running - pending }, limits);
      // KEDA takes nobody back: who is starting comes, also where nothing waits any more.
      expect(running + created(found, told), JSON.stringify(found)).toBe(Math.max(running, desired));
    }
  },
);

it('never are there more than there may be, and none comes where nothing waits', () => {
  const told = toldBy(10, 3);
  expect(created({ visible: 10_000, running: 10, pending: 0 }, told)).toBe(0);
  expect(created({ visible: 10_000, running: 8, pending: 8 }, told)).toBe(2);
  expect(created({ visible: 0, running: 0, pending: 0 }, told)).toBe(0);
  expect(created({ visible: 1, running: 0, pending: 0 }, told)).toBe(1);
});
