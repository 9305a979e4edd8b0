import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minVersion, Range, satisfies } from 'semver';
import { describe, expect, it } from 'vitest';

interface Package {
  engines?: { node?: string };
  deprecated?: string;
}

const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')) as {
  packages: Record<string, Package>;
};
const packages = Object.entries(lock.packages);

/** What package.json names: the first release of each line of Node that the project is installed on. */
const lowest = new Range(lock.packages['']?.engines?.node ?? '').set.map(line =>
  String(minVersion(line.join(' '))),
);

it('package.json names a release of Node 20, of 22 and of 24', () => {
  expect(lowest.map(version => version.split('.')[0])).toEqual(['20', '22', '24']);
});

describe.each(lowest)('npm ci on Node %s', version => {
  it('has no package to warn of, because every one admits this release', () => {
    const refusing = packages.filter(([, { engines }]) => !satisfies(version, engines?.node ?? '*'));
    expect(refusing.map(([path, { engines }]) => `${path} wants ${engines?.node}`)).toEqual([]);
  });
});

it('no package is deprecated, which npm ci would warn of', () => {
  expect(packages.filter(([, { deprecated }]) => deprecated).map(([path]) => path)).toEqual([]);
});
