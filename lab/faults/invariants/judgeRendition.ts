import type { Job } from '../../../contract/job.ts';
import type { FaultStack } from '../stack/faultStack.ts';
import type { FoundOutput } from './findOutput.ts';
import type { UploadedSource } from './uploadedSource.ts';
import { verifyOutput } from './verifyOutput.ts';

/** What is looked at beside the output. */
export interface Surroundings {
  stack: FaultStack;
  jobs: Job[];
  /** The bodies of each rendition's dead letters. */
  letters: Map<string, string[]>;
  /** For what has to be fetched. */
  folder: string;
}

/** Null for an output of the newest version that is what it should be, or a dead letter whose reason the ledger tells. */
export async function judgeRendition(
  source: UploadedSource,
  rendition: string,
  output: FoundOutput | null,
  found: Surroundings,
): Promise<{ kind: 'lost' | 'wrong'; line: string } | null> {
  const name = `${source.key} ${rendition}`;
  if (output && source.eTag !== null) {
    const problem = await verifyOutput(output, source, rendition, found);
    if (problem === null) return null;
    return { kind: 'wrong', line: `${name}: ${problem}` };
  }
  const ofSource = found.jobs.filter(job => job.rendition === rendition && job.source.key === source.key);
  const reason = ofSource.find(job => job.state === 'failed' && job.failure)?.failure;
  const letter = found.letters.get(rendition)?.some(body => isAbout(body, source));
  if (letter && reason) return null;
  // Nobody waits for what was deleted, whether a job had begun or not.
  if (source.eTag === null && ofSource.every(job => job.state === 'failed' || job.state === 'complete'))
    return null;
  const states = ofSource.map(job => `${job.state} ${job.failure?.code ?? ''}`.trim()).join(', ');
  return {
    kind: 'lost',
    line: `${name}: no output, ${letter ? 'a dead letter without a reason' : 'no dead letter'}; ledger: ${states || 'nothing'}`,
  };
}

/** S3 form-encodes keys in its events; a request has them as they are. */
function isAbout(letter: string, { key }: UploadedSource): boolean {
  const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
  return [key, encoded].some(spelling => letter.includes(`"key":"${spelling}"`));
}
