import { WorkError } from '../../../failures/workError.ts';

export interface ImageFile {
  name: string;
  width: number;
  height: number;
}

/**
 * Holds finished images against their plan, by what ffmpeg's framecrc muxer wrote when it decoded them all, one
 * stream each, in this order.
 * @throws {WorkError} preset/output-mismatch naming each image that is missing, empty or of another size.
 */
export function verifyImages(report: string, images: (ImageFile & { sizeBytes: number })[]): void {
  const wrong = images.flatMap(({ name, width, height, sizeBytes }, stream) => {
    if (sizeBytes === 0) return [`${name} is empty`];
    const size = new RegExp(`^#dimensions ${stream}: (\\d+x\\d+)$`, 'm').exec(report)?.[1];
    const decoded = new RegExp(`^${stream}, `, 'm').test(report);
    if (!decoded || size === undefined) return [`${name} cannot be decoded`];
    return size === `${width}x${height}` ? [] : [`${name} is ${size}, planned ${width}x${height}`];
  });
  if (wrong.length === 0) return;
  throw new WorkError('output-mismatch', {
    message: `The images are not what was planned: ${wrong.join('; ')}.`,
  });
}
