import { describe, expect, it } from 'vitest';
import { fleetManifests } from '../../kubernetes/fleetYaml.ts';
import { crew, fleet } from './support/fleets.ts';
import { jobOf, type Manifest, refusals } from './support/refusals.ts';

const FULL = fleet({
  crews: [
    crew('720p', { roleArn: 'arn:aws:iam::123456789012:role/fanreel-720p' }),
    crew('1080p', { containers: { spot: true } }, 'fanreel-1080p-long'),
  ],
  dashboard: { readOnly: true, host: 'video.example.com', ingressClass: 'alb' },
});
const manifests = fleetManifests(FULL) as Manifest[];
const named = manifests.map(one => [`${one.kind} ${one.metadata.name}`, one] as const);
const scaledJobs = named.filter(([, { kind }]) => kind === 'ScaledJob');

/** Names that people choose: a schema says of the values that they are texts, and nothing more. */
const MAPS =
  /(^|\/)(labels|annotations|matchLabels|nodeSelector|limits|requests|spec\/selector|triggers\/0\/metadata)$/;

/** KEDA's schema leaves it open; that of the job below does not. */
const OPEN = /template\/metadata(\/|$)/;

describe.each(named)('%s', (_name, manifest) => {
  const isClosed = (path: string) => !MAPS.test(path) && !(manifest.kind === 'ScaledJob' && OPEN.test(path));

  it('is as its schema has it, with no field that it does not know', () => {
    expect(refusals(manifest)).toEqual([]);
  });

  it('is refused with one field more in any of its parts', () => {
    const parts = pathsOfObjects(manifest).filter(isClosed);
    expect(parts.filter(path => refusals(withField(manifest, path)).length === 0)).toEqual([]);
  });

  it('is refused with a wrong type in any of its parts', () => {
    const leaves = pathsOfLeaves(manifest).filter(
      path => !(manifest.kind === 'ScaledJob' && OPEN.test(path)),
    );
    expect(leaves.filter(path => refusals(withValue(manifest, path, {})).length === 0)).toEqual([]);
  });
});

it.each(scaledJobs)(
  '%s creates jobs that Kubernetes takes, labels and annotations of pods included',
  (_name, manifest) => {
    const job = jobOf(manifest);
    expect(refusals(job)).toEqual([]);
    expect(refusals(withValue(job, 'spec/template/metadata/labels/fanreel~rendition', 720))).not.toEqual([]);
    expect(refusals(withField(job, 'spec/template/metadata'))).not.toEqual([]);
  },
);

/** A slash within a name is a tilde here. */
const stepsOf = (path: string) => (path === '' ? [] : path.split('/').map(step => step.replaceAll('~', '/')));
const join = (path: string, key: string) => [path, key.replaceAll('/', '~')].filter(Boolean).join('/');

function entriesOf(value: unknown, path: string): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.entries(value).map(([key, one]) => [join(path, key), one] as [string, unknown]);
  return own.flatMap(([at, one]) => [[at, one] as [string, unknown], ...entriesOf(one, at)]);
}

function pathsOfObjects(manifest: Manifest): string[] {
  const objects = entriesOf(manifest, '').filter(
    ([, value]) => typeof value === 'object' && !Array.isArray(value),
  );
  return ['', ...objects.map(([path]) => path)];
}

function pathsOfLeaves(manifest: Manifest): string[] {
  return entriesOf(manifest, '').flatMap(([path, value]) => (typeof value === 'object' ? [] : [path]));
}

function withField(manifest: Manifest, path: string): Manifest {
  return withValue(manifest, join(path, 'unheardOf'), 'x');
}

function withValue(manifest: Manifest, path: string, value: unknown): Manifest {
  const changed = structuredClone(manifest);
  const steps = stepsOf(path);
  const last = steps.pop() ?? '';
  const parent = steps.reduce(
    (at, step) => at[step] as Record<string, unknown>,
    changed as unknown as Record<string, unknown>,
  );
  parent[last] = value;
  return changed;
}
