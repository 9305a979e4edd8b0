import type { Source } from '../../../contract/job.ts';
import type { ClipPartRequest } from '../../../contract/messages/clip.ts';
import { refuse } from '../../../failures/refuse.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ClipCut, CutSource } from './clipCut.ts';
import { PROBES } from './probes.ts';

/** What a source's headers tell of its length may be off by a picture or so, seconds. */
const END_SLACK_SECONDS = 0.1;

/**
 * What a clip of parts of uploads is cut from, one part behind the other.
 * @throws {WorkError} of class input, naming the part.
 */
export async function findParts(
  parts: readonly ClipPartRequest[],
  inputBucket: string,
  { sources }: Pick<Ports, 'sources'>,
): Promise<ClipCut> {
  const keys = [...new Set(parts.map(({ key }) => key))];
  const found = new Map<string, CutSource>();
  for (const key of keys) {
    const at = parts.findIndex(part => part.key === key);
    found.set(key, await openSource(await findSource(at, key, inputBucket, sources), sources));
  }
  let soFar = 0;
  const laid = parts.map(({ key, version, from, to }, at) => {
    checkPart(found.get(key) as CutSource, { version, to }, at);
    const part = { source: keys.indexOf(key), fromSeconds: from, toSeconds: to, atSeconds: soFar };
    soFar += to - from;
    return part;
  });
  return { sources: [...found.values()], parts: laid, seconds: soFar, gaps: [] };
}

async function findSource(
  at: number,
  key: string,
  bucket: string,
  sources: Ports['sources'],
): Promise<Source> {
  const source = await sources.describe(bucket, key);
  return (
    source ?? refuse('source-gone', `parts.${at}.key: there is no object "${key}" in bucket "${bucket}".`)
  );
}

async function openSource(source: Source, sources: Ports['sources']): Promise<CutSource> {
  const readRange = (offset: number, length: number) => sources.readRange(source, offset, length);
  const { key, sizeBytes } = source;
  return { source, name: key, sizeBytes, readRange, probe: await PROBES.of(source, readRange) };
}

function checkPart(
  { name, source, probe }: CutSource,
  { version, to }: { version: string | undefined; to: number },
  at: number,
): void {
  if (version !== undefined && version !== source.version) {
    refuse(
      'source-superseded',
      `parts.${at}.version: the newest version of "${name}" is "${source.version}", not "${version}".`,
    );
  }
  const { durationSeconds } = probe;
  if (durationSeconds === null || to <= durationSeconds + END_SLACK_SECONDS) return;
  refuse(
    'past-the-end',
    `parts.${at}.to: ${to} s is past the end of "${name}", which has ${durationSeconds} s.`,
  );
}
