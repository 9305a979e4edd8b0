import type { ElfNeeds } from './elfNeeds.ts';

/** Of glibc and libgcc, which Lambda's own Node needs too; the loader's name has the architecture in it. */
const LIBRARIES =
  /^(?:lib(?:c|m|mvec|dl|rt|pthread)\.so\.\d+|libgcc_s\.so\.1|ld-linux-(?:x86-64|aarch64)\.so\.\d)$/;

/** Amazon Linux 2023, on which the Node runtimes run, has glibc 2.34 for as long as it lives. */
const GLIBC: readonly [number, number] = [2, 34];

/** What a program needs that a function on Lambda's Node runtime does not have, e.g. `libx264.so.164`, `glibc 2.36`. */
export function lambdaLacks({ libraries, versions }: ElfNeeds): string[] {
  const newer = versions.map(glibcVersion).filter(version => version !== null && isNewer(version));
  return [
    ...libraries.filter(name => !LIBRARIES.test(name)),
    ...[...new Set(newer.map(version => `glibc ${version?.join('.')}`))],
  ];
}

function glibcVersion(name: string): [number, number] | null {
  const [, major, minor] = /^GLIBC_(\d+)\.(\d+)/.exec(name) ?? [];
  return major && minor ? [Number(major), Number(minor)] : null;
}

function isNewer([major, minor]: [number, number]): boolean {
  return major > GLIBC[0] || (major === GLIBC[0] && minor > GLIBC[1]);
}
