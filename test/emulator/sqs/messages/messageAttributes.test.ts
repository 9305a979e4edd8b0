import { expect, test } from 'vitest';
import {
  messageAttributesBytes,
  messageAttributesMd5,
} from '../../../../emulator/sqs/messages/messageAttributes.ts';

test('the digest is the one that AWS answers', () => {
  const timestamp = { DataType: 'Number', StringValue: '1493147359900' };
  expect(messageAttributesMd5({ timestamp })).toBe('235c5c510d26fb653d073faed50ae77c');
  expect(messageAttributesMd5({})).toBeUndefined();
});

test('names, types and values count towards the size, binary ones as bytes', () => {
  const bytes = { DataType: 'Binary', BinaryValue: Buffer.from('four').toString('base64') };
  expect(messageAttributesBytes({ ab: bytes })).toBe(2 + 6 + 4);
});
