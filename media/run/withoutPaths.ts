import { basename } from 'node:path';

/** How ffmpeg is told of a file, alone or as a part of one (hardenedInput.ts). */
const FILE = /file:(\/.*)$/s;
/** Folders ahead of a name. Numbers in a fraction and types of media have no slash in front. */
const FOLDERS = /(?<![\w.~)/-])(?:\/[\w.@+~=-]+)*\/(?=[\w@+~=-])/g;

/**
 * ffmpeg's words without the folders of the machine that it ran on, which are nobody's business who reads why a file was
 * refused; names of files stay. `args` are what ffmpeg was given: a folder among them may have any name.
 */
export function withoutPaths(words: string, args: readonly string[]): string {
  const files = args.flatMap(arg => FILE.exec(arg)?.[1] ?? []);
  return files.reduce((text, file) => text.replaceAll(file, basename(file)), words).replace(FOLDERS, '');
}
