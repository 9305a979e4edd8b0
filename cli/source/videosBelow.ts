import { decideUpload, type UploadDecision } from '../../pipeline/uploads/decideUpload.ts';
import { fileHead } from '../../pipeline/uploads/fileHead.ts';
import { type FoundFile, walkFiles } from './walkFiles.ts';

/** What lies in a folder. */
export interface Found {
  files: FoundFile[];
  /** Files that are not videos. */
  skipped: number;
}

/** The videos below a folder, by name or by content. @throws where the folder itself cannot be read. */
export async function videosBelow(folder: string): Promise<Found> {
  const all = walkFiles(folder);
  const files: FoundFile[] = [];
  for (const file of all) if ((await decideFile(file)) === 'video') files.push(file);
  return { files, skipped: all.length - files.length };
}

/** As the stack will decide once it is there. What cannot be read is told when it is to be read. */
export function decideFile({ path, key }: FoundFile): Promise<UploadDecision> {
  return decideUpload(key, () => fileHead(path));
}
