import type { Probe } from '../../media/probe/probe.ts';

/**
 * Of what a probe tells. It is raised with each change of that, of which a test holds the fields: code of another version reads a
 * source anew.
 */
export const PROBE_FORM = 1;

/** A probe as the ledger keeps it beside a job's plan: as text, in which every number stays what it is. */
export function keepProbe(probe: Probe): string {
  return JSON.stringify({ form: PROBE_FORM, probe });
}

/** What was kept, where it is of a source of this size; null where there is none, or code of another version has written it. */
export function keptProbe(text: unknown, sizeBytes: number): Probe | null {
  if (typeof text !== 'string') return null;
  const { form, probe } = JSON.parse(text) as { form: number; probe: Probe };
  return form === PROBE_FORM && probe.sizeBytes === sizeBytes ? probe : null;
}
