/** A process of its own, since of a stranger's file the worst may come: one file a message, one answer a file. */
import { judgeFile, type Workplace } from './judgeFile.ts';

const workplace = JSON.parse(process.argv[2] ?? '') as Workplace;

process.on('message', async (path: string) => {
  process.send?.(await judgeFile(path, workplace));
});
