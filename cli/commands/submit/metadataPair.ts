import { InvalidArgumentError } from 'commander';
import { MAX_METADATA_BYTES, metadataBytes } from '../../transfer/metadataBytes.ts';

/** Names of ours, which other flags write. */
const OWN = /^fanreel-/;

/**
 * `name=value`, beside those that were given before. S3 makes names lower-case, and gives back in another form what is not ASCII.
 * @throws {InvalidArgumentError} for what S3 would refuse or change.
 */
export function metadataPair(text: string, given: Record<string, string> = {}): Record<string, string> {
  const [, name = '', value = ''] = /^([A-Za-z0-9._-]+)=([\x20-\x7e]*)$/.exec(text) ?? [];
  if (name === '') {
    throw new InvalidArgumentError(
      'It is name=value: the name of letters, digits, "-", "_" and ".", the value of ASCII (percent-encode anything else).',
    );
  }
  if (OWN.test(name.toLowerCase())) {
    throw new InvalidArgumentError(
      'Names that begin with "fanreel-" are for wishes, which have flags of their own.',
    );
  }
  const all = { ...given, [name.toLowerCase()]: value };
  const bytes = metadataBytes(all);
  if (bytes <= MAX_METADATA_BYTES) return all;
  throw new InvalidArgumentError(
    `S3 takes at most ${MAX_METADATA_BYTES} bytes of metadata, and these are ${bytes}.`,
  );
}
