import type { Failure } from '../../failures/failure.ts';
import { type Probe, probe } from '../../media/probe/probe.ts';
import type { OpenSource } from './openSource.ts';
import { refusalOf } from './refusal.ts';

/** The source's facts, or why it is refused already for these. */
export async function probeSource(source: OpenSource): Promise<Probe | { refusal: Failure }> {
  try {
    return await probe(source.readRange, source.sizeBytes);
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}
