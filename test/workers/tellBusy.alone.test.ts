import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { emittedIn, linesOf } from '../handlers/telemetry/support/emittedMetrics.ts';
import { onEcs, only } from '../stacks/containers/onEcs.ts';
import type { Synthesized } from '../stacks/support/synthesize.ts';
import { metricsOfAlarms, type WatchedMetric } from '../stacks/support/watchedMetrics.ts';

let stack: Synthesized;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  stack = await onEcs();
  for (const [name, value] of variablesOfTask()) vi.stubEnv(name, stack.text(value));
  vi.resetModules();
  const { tellBusy } = await import('../../workers/entry/tellBusy.ts');
  lines = await linesOf(async () => {
    await tellBusy('720p', true);
    await tellBusy('720p', false);
  });
}, 60_000);

afterAll(() => {
  vi.unstubAllEnvs();
});

it('a worker on ECS tells by the very name and dimensions that scaling and its alarm go by', () => {
  const watched = metricsOfAlarms(stack).filter(({ name }) => name === 'busy-workers');
  expect(watched.length).toBeGreaterThan(2);
  const told = new Set(emittedIn(lines).map(asText));
  expect(watched.map(asText).filter(text => !told.has(text))).toEqual([]);
});

it('says 1 while it has a message, and 0 once it has none', () => {
  expect(lines.map(line => line['busy-workers'])).toEqual([1, 0]);
});

function variablesOfTask(): [name: string, value: unknown][] {
  const [, { ContainerDefinitions }] = only(stack, 'AWS::ECS::TaskDefinition');
  const [worker] = ContainerDefinitions as { Environment: { Name: string; Value: unknown }[] }[];
  return (worker?.Environment ?? []).map(({ Name, Value }) => [Name, Value]);
}

function asText({ namespace, name, dimensions }: WatchedMetric): string {
  return [namespace, name, ...dimensions].join(' ');
}
