import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { WorkError } from '../../../failures/workError.ts';
import { isLoopback, isPublicAddress, isThisMachine } from '../../../presets/api/address.ts';

/** Whether this machine may be called: only by the local run, whose AWS is here, too. */
export interface Reach {
  loopback: boolean;
}

/** Where AWS itself is this machine, which only the local run's is, this machine may be called. */
export function reachOf({ AWS_ENDPOINT_URL }: { AWS_ENDPOINT_URL?: string | undefined }): Reach {
  const aws = URL.parse(AWS_ENDPOINT_URL ?? '');
  return { loopback: aws !== null && isThisMachine(aws) };
}

/**
 * Looks a name up and checks what it stands for. A connection is then made to one of these very addresses, so that a name
 * cannot lead elsewhere between the look and the call.
 */
export function checkedLookup(reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const refused = error ?? refusedOf(hostname, addresses, reach);
      const [first] = addresses ?? [];
      if (refused || !first) callback(refused ?? new Error(`${hostname} has no address.`), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** @throws {WorkError} preset/api-refused for an address that may not be called. */
export function checkAddress(address: string, reach: Reach): void {
  if (isPublicAddress(address) || (reach.loopback && isLoopback(address))) return;
  throw new WorkError('api-refused', {
    message: `${address} is not called: it is no address that all of the internet reaches.`,
  });
}

/** One of several that may not be called is enough: who answers a name with both means no good. */
function refusedOf(hostname: string, addresses: LookupAddress[], reach: Reach): WorkError | null {
  const wrong = addresses.find(
    ({ address }) => !isPublicAddress(address) && !(reach.loopback && isLoopback(address)),
  );
  if (!wrong) return null;
  return new WorkError('api-refused', {
    message: `${hostname} is not called: it stands for ${wrong.address}, which not all of the internet reaches.`,
  });
}
