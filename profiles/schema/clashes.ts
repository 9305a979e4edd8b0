import type { PlacedProfile } from './containers.ts';
import { type Clash, misplaced } from './misplaced.ts';
import { INVOCATIONS_A_POLLER } from './pollers.ts';

/** What of a profile has to go together. */
interface Combined extends PlacedProfile {
  inputBucket?: string | undefined;
  uploadOrigins?: string[] | undefined;
  segments?: boolean | undefined;
  provisionedPollers?: number | undefined;
  function: { maxConcurrency: number };
  reconcileMinutes: number;
}

/** Which fields of a profile are right by themselves and wrong together. */
export function clashesIn(profile: Combined): Clash[] {
  return [foreignOrigins(profile), idlePollers(profile), tooManyPollers(profile), misplaced(profile)].filter(
    clash => clash !== null,
  );
}

function foreignOrigins({ inputBucket, uploadOrigins = [] }: Combined): Clash | null {
  if (inputBucket === undefined || uploadOrigins.length === 0) return null;
  return {
    path: ['uploadOrigins'],
    message:
      'only a bucket of the stack gets CORS rules: set those of the inputBucket there, and leave this out',
  };
}

function idlePollers({ segments = false, provisionedPollers }: Combined): Clash | null {
  if (segments || provisionedPollers === undefined) return null;
  return {
    path: ['provisionedPollers'],
    message: 'only films that are made in pieces need them at once: set segments as well, or leave this out',
  };
}

function tooManyPollers({ provisionedPollers = 0, function: { maxConcurrency } }: Combined): Clash | null {
  if (provisionedPollers * INVOCATIONS_A_POLLER <= maxConcurrency) return null;
  return {
    path: ['provisionedPollers'],
    message: `each brings ${INVOCATIONS_A_POLLER} functions at once, together more than function.maxConcurrency: raise that to ${provisionedPollers * INVOCATIONS_A_POLLER}, or have fewer`,
  };
}
