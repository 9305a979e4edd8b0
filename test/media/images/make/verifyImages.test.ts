import { expect, test } from 'vitest';
import { verifyImages } from '../../../../media/images/make/verifyImages.ts';

const report =
  '#dimensions 0: 320x180\n#dimensions 1: 640x360\n0,          0,          0,        1,     86400, 0x1\n';
const image = { name: 'a.jpg', width: 320, height: 180, sizeBytes: 9 };

test('images of the planned size pass', () => {
  expect(() => verifyImages(report, [image])).not.toThrow();
});

test.each([
  ['empty', [{ ...image, sizeBytes: 0 }], /a\.jpg is empty/],
  ['of another size', [{ ...image, width: 640 }], /a\.jpg is 320x180, planned 640x180/],
  ['not decoded', [image, { ...image, name: 'b.jpg' }], /b\.jpg cannot be decoded/],
])('an image that is %s is not published', (_, images, message) => {
  expect(() => verifyImages(report, images)).toThrow(
    expect.objectContaining({ code: 'output-mismatch', message: expect.stringMatching(message) }),
  );
});
