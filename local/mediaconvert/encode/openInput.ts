import { link, symlink } from 'node:fs/promises';
import type { Probe } from '../../../media/probe/probe.ts';
import { probeFile } from '../../../media/probe/probeFile.ts';
import type { MediaConvertPorts } from '../mediaConvertPorts.ts';
import { JobFailure } from './jobFailure.ts';

/**
 * Puts the object at `path` and says what it holds. A hard link, where the file system allows one, keeps the very bytes
 * that were probed even if the object is overwritten or deleted meanwhile; and the name is ours, not the uploader's.
 * @throws {JobFailure} 1404 when there is no such object. @throws {WorkError} as probe does.
 */
export async function openInput(
  url: string,
  path: string,
  ports: Pick<MediaConvertPorts, 'readObject'>,
): Promise<Probe> {
  const object = await ports.readObject(url);
  if (!object) {
    throw new JobFailure(
      1404,
      `Unable to open input file [${url}]: [Failed probe/open: [Can't read input stream: [Failed to read data: HeadObject failed]]]`,
    );
  }
  await link(object.path, path).catch(() => symlink(object.path, path));
  return await probeFile(path);
}
