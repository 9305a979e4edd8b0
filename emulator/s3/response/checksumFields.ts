import type { OutgoingHttpHeaders } from 'node:http';
import type { Checksum } from '../checksums/digest.ts';
import type { XmlElement } from './xml.ts';

/** `ChecksumCRC32` and so on, as in XML bodies. */
export function checksumElements(checksum: Checksum | null, { type = true } = {}): XmlElement {
  if (checksum === null) return {};
  return {
    [`Checksum${checksum.algorithm.toUpperCase()}`]: checksum.value,
    ChecksumType: type ? checksum.type : null,
  };
}

/** As in the headers of an answer. */
export function checksumHeaders(checksum: Checksum | null): OutgoingHttpHeaders {
  if (checksum === null) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm}`]: checksum.value,
    'x-amz-checksum-type': checksum.type,
  };
}
