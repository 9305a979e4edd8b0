/**
 * `npm run field:doc -- RESULTS MANIFEST`: docs/field.md of what `npm run field -- --json RESULTS` found. MANIFEST says
 * where each file came from; field/reasons.tsv has what a person saw on looking at it. Exits with 1 where a refusal,
 * or a complaint, has no reason by hand, and names it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { script } from '../support/script.ts';
import { fieldDoc, type Origin } from './field/fieldDoc.ts';
import type { FieldResult } from './field/fieldResult.ts';

const command = script('field:doc', 'write docs/field.md of what a field run found')
  .argument('<results>', 'what `npm run field -- FOLDER --json FILE` wrote')
  .argument('<manifest>', 'a line a file: path, repository, commit, path there, with tabs between')
  .parse();
const [resultsFile = '', manifestFile = ''] = command.args;
const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as FieldResult[];
const origins = new Map(
  rowsOf(manifestFile).map(([path = '', repository = '', commit = '', there = '']): [string, Origin] => [
    path,
    { repository, commit, path: there },
  ]),
);
const reasons = new Map(
  rowsOf(join(import.meta.dirname, 'field/reasons.tsv')).map(([path = '', reason = '']) => [path, reason]),
);
const { text, unexplained } = fieldDoc(results, origins, reasons);
writeFileSync(resolve(import.meta.dirname, '../../docs/field.md'), text);
for (const { path, video, complaints } of unexplained) {
  console.log(`no reason by hand: ${path}: ${[video.got, video.message, ...complaints].join('; ')}`);
}
console.log(`${results.length} files, ${unexplained.length} without a reason that they need`);
process.exitCode = unexplained.length > 0 ? 1 : 0;

function rowsOf(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .map(line => line.split('\t'));
}
