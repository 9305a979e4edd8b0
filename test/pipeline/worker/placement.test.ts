import { expect, it } from 'vitest';
import type { ContainersTold } from '../../../contract/compute/containersTold.ts';
import { placementOf } from '../../../pipeline/worker/placement.ts';

const ofFunction = {
  ...{ memoryMb: 3_538, scratchMb: 10_240, architecture: 'x86_64' as const },
  timeoutSeconds: 900,
};
const size = {
  ...{ vcpus: 4, memoryMb: 8_192, scratchMb: 51_200, spot: true },
  architecture: 'arm64' as const,
};
const told: Omit<ContainersTold, 'takes'> = {
  ...{ ...size, queueUrl: 'https://sqs.example/q', on: 'ecs' },
  ...{ timeoutSeconds: 21_600, maxWorkers: 10 },
};
const places = {
  function: ofFunction,
  mediaConvert: { enabled: true, aboveSeconds: 600 },
  segmentWorkers: 50,
};
const { timeoutSeconds: _, ...functionSize } = ofFunction;
const inFunction = { compute: 'function', ...functionSize };
const inContainer = { compute: 'container', ...size };

it('a function without containers has its own limits', () => {
  expect(placementOf(places)).toEqual({
    ...{ size: inFunction, timeoutSeconds: 900, segmentWorkers: 50 },
    managed: { enabled: true, aboveSeconds: 600 },
  });
});

it('a function whose long jobs containers take knows them, and one that only stands by hands on nothing', () => {
  const beside = placementOf({ ...places, containers: { ...told, takes: 'long-jobs' } });
  expect(beside).toMatchObject({ size: inFunction, elsewhere: inContainer, timeoutSeconds: 900 });
  expect(beside.longJobs).toEqual({ queueUrl: told.queueUrl, size: inContainer, timeoutSeconds: 21_600 });
  const standingBy = placementOf({ ...places, containers: { ...told, takes: 'all' } });
  expect(standingBy).toMatchObject({ size: inFunction, elsewhere: inContainer });
  expect(standingBy).not.toHaveProperty('longJobs');
});

it.each([
  ['all', 10],
  ['long-jobs', 0],
] as const)(
  'a container that takes %s has its own limits, %i may make pieces of one film, and it hands on nothing',
  (takes, workers) => {
    expect(placementOf({ ...places, containers: { ...told, takes }, worksIn: 'container' })).toEqual({
      ...{ size: inContainer, elsewhere: inFunction, timeoutSeconds: 21_600, segmentWorkers: workers },
      managed: { enabled: true, aboveSeconds: 21_600 },
    });
  },
);

it('a container of a profile without films in pieces makes none', () => {
  const whole = { ...places, segmentWorkers: 0, containers: { ...told, takes: 'all' as const } };
  expect(placementOf({ ...whole, worksIn: 'container' }).segmentWorkers).toBe(0);
});
