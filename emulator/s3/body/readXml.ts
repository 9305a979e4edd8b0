import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { S3Error } from '../s3Error.ts';
import { type BodySource, RequestBody } from './requestBody.ts';

/** A thousand keys of 1,024 characters, each escaped to six. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Elements that may come more than once: always arrays. */
const LISTS = [
  ...['Object', 'Part', 'Tag'],
  ...['CORSRule', 'AllowedOrigin', 'AllowedMethod', 'AllowedHeader', 'ExposeHeader'],
];

/** `htmlEntities` is what makes the parser read `&#10;`, as newlines in keys are written. */
const parser = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: name => LISTS.includes(name),
});

/**
 * Reads the body and gives the content of its element `root`: texts as strings, elements as objects.
 * @throws {S3Error} MalformedXML, BadDigest, ...
 */
export async function readXml(source: BodySource, root: string): Promise<Record<string, unknown>> {
  return parseXml((await readAll(source)).toString(), root);
}

/** @throws {S3Error} MalformedXML */
export function parseXml(text: string, root: string): Record<string, unknown> {
  const parsed = XMLValidator.validate(text) === true ? parser.parse(text)[root] : null;
  if (typeof parsed !== 'object' || parsed === null) throw malformed();
  return parsed;
}

/** The objects in `value`, which is a list of elements as `readXml` gives it. */
export function elements(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw malformed();
  return value.map(element => {
    if (typeof element !== 'object' || element === null) throw malformed();
    return element;
  });
}

export function malformed(): S3Error {
  return new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}

async function readAll(source: BodySource): Promise<Buffer> {
  const body = new RequestBody(source);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw malformed();
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (body.contentMd5 && !body.contentMd5.equals(createHash('md5').update(bytes).digest())) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  return bytes;
}
