import { besideOf } from '../../contract/wishes/sidecar.ts';
import type { WishSettings } from '../../contract/wishes/wishSettings.ts';
import { decideByName } from '../uploads/decideByName.ts';
import type { SourceRequest } from '../uploads/parseMessage.ts';

/**
 * A file of wishes that S3 tells of is told of what it lies beside: that is looked at as if it had been uploaded now. Whose it is,
 * and whether it is ours at all, shows there.
 */
export function followSidecar(
  request: SourceRequest,
  { sidecars }: Pick<WishSettings, 'sidecars'>,
): SourceRequest {
  const key = sidecars && request.announced ? videoBeside(request.key) : null;
  return key === null ? request : { ...request, key, sidecar: request.key };
}

/** The key of what may be a video, and of which a file may tell the wishes, by its name; null for one that is none. */
export function videoBeside(sidecar: string): string | null {
  const key = besideOf(sidecar);
  return key !== null && typeof decideByName(key) === 'string' ? key : null;
}
