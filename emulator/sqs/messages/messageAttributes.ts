import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidParameterValue } from '../sqsErrors.ts';

/** As in AWS JSON: a binary value is base64 text. */
export const messageAttributesSchema = z.record(
  z.string(),
  z.object({
    DataType: z.string(),
    StringValue: z.string().optional(),
    BinaryValue: z.string().optional(),
  }),
);

export type MessageAttributes = z.output<typeof messageAttributesSchema>;
export type MessageAttribute = MessageAttributes[string];

/** SQS allows 10 a message; SNS allows more, and loses raw deliveries that have them. */
export const MAX_MESSAGE_ATTRIBUTES = 10;

/** @throws {AwsError} InvalidParameterValue for a name, type or value that SQS refuses. */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const count = Object.keys(attributes).length;
  if (count > MAX_MESSAGE_ATTRIBUTES) {
    throw invalidParameterValue(
      `Number of message attributes [${count}] exceeds the allowed maximum [${MAX_MESSAGE_ATTRIBUTES}].`,
    );
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const reason = messageAttributeFault(name, attribute);
    if (reason) throw invalidParameterValue(`The message attribute '${name}' is invalid: ${reason}`);
  }
}

/** Why SQS and SNS would refuse the attribute; undefined when they would not. */
export function messageAttributeFault(name: string, attribute: MessageAttribute): string | undefined {
  return wrongName(name) ?? wrongValue(attribute);
}

/** Bytes that the attributes add to a message's size: names, types and values. */
export function messageAttributesBytes(attributes: MessageAttributes): number {
  let bytes = 0;
  for (const [name, attribute] of Object.entries(attributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + valueBytes(attribute).length;
  }
  return bytes;
}

/** The digest that SDKs check: each attribute by name as length-prefixed name, type, kind of value and value. */
export function messageAttributesMd5(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const update = (bytes: Buffer) => hash.update(lengthOf(bytes)).update(bytes);
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    update(Buffer.from(name));
    update(Buffer.from(attribute.DataType));
    hash.update(Uint8Array.of(attribute.BinaryValue === undefined ? 1 : 2));
    update(valueBytes(attribute));
  }
  return hash.digest('hex');
}

function wrongName(name: string): string | undefined {
  if (!/^(?!.*\.\.)(?!\.)[\w.-]{1,256}(?<!\.)$/.test(name)) {
    return 'a name has 1 to 256 letters, digits, underscores, hyphens and single inner dots.';
  }
  if (/^(aws|amazon)\./i.test(name)) return 'names that start with AWS. or Amazon. are reserved.';
  return undefined;
}

function wrongValue({ DataType, StringValue, BinaryValue }: MessageAttribute): string | undefined {
  const kind = /^(String|Number|Binary)(\.|$)/.exec(DataType)?.[1];
  if (!kind) return `the type "${DataType}" does not start with String, Number or Binary.`;
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (!value) return `it must have a non-empty value of type ${kind}.`;
  if (kind === 'Number' && !Number.isFinite(Number(value))) return `"${value}" is not a number.`;
  return undefined;
}

function valueBytes(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '')
    : Buffer.from(attribute.BinaryValue, 'base64');
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}
