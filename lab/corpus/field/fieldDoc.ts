import type { FieldResult } from './fieldResult.ts';

/** Where a file came from. */
export interface Origin {
  repository: string;
  commit: string;
  /** In the repository. */
  path: string;
}

const HEAD = `# Real files

Test media of other projects, put through the media layer by \`npm run field\`: each file by the 720p preset at 240
lines and by the thumbnails preset. None of it is in this repository. A plain ffmpeg decodes source and output
beside it and says of each output whether picture and sound are as long, in sync, in shape and alike (a frame, 25 ms
of sound, 3 % of shape). Each refusal has a line that says what is in the file: some seventy were opened by hand, the
others worded from a listing of their streams and first bytes. The table was put together over several states of the
code; 146 files, all smaller ones and all with an open fault among them, were put through the last.

To repeat it: fetch the repositories at the commits below, put the files into a folder as \`OWNER+NAME/PATH\`, then

    npm run field -- FOLDER --json results.json
    npm run field:doc -- results.json manifest.tsv

where manifest.tsv has a line a file: path in the folder, repository, commit, path there, with tabs between. The
second command ends with 1 and names them where a refusal or a complaint is not explained in
lab/corpus/field/reasons.tsv. It takes any other folder as well: what is marked \`?\` there is a refusal of what ffmpeg
decodes without an error, and what is marked BAD is an output that is not its source.
`;

/** The document, and what of it nobody has explained yet. */
export function fieldDoc(
  results: FieldResult[],
  origins: Map<string, Origin>,
  reasons: Map<string, string>,
): { text: string; unexplained: FieldResult[] } {
  const known = results.filter(({ path }) => origins.has(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  const rows = known.map(result => rowOf(result, origins.get(result.path) as Origin, reasons));
  const files = [
    '## Files',
    '',
    '| repository | path | verdict | reason |',
    '| --- | --- | --- | --- |',
    ...rows,
  ];
  const text = [HEAD, summary(known), '', commits(known, origins), '', ...files, ''].join('\n');
  const unexplained = known.filter(result => needsReason(result) && !reasons.has(result.path));
  return { text, unexplained };
}

function needsReason({ video, images, complaints }: FieldResult): boolean {
  return video.got !== 'made' || images.got !== 'made' || complaints.length > 0;
}

function summary(results: FieldResult[]): string {
  const made = results.filter(({ video }) => video.got === 'made');
  const codes = new Map<string, number>();
  for (const { video } of results) codes.set(video.got, (codes.get(video.got) ?? 0) + 1);
  const list = [...codes]
    .filter(([got]) => got !== 'made')
    .sort((a, b) => b[1] - a[1])
    .map(([got, count]) => `${got.replace('refuse:', '')} ${count}`);
  const faulted = made.filter(({ complaints }) => complaints.length > 0).length;
  return [
    `${results.length} files: ${made.length} made, of which ${faulted} with a complaint of the second opinion (explained`,
    `below), ${results.length - made.length} refused (${list.join(', ')}).`,
  ].join('\n');
}

function commits(results: FieldResult[], origins: Map<string, Origin>): string {
  const counts = new Map<string, number>();
  for (const { path } of results) {
    const { repository, commit } = origins.get(path) as Origin;
    const key = `| ${repository} | ${commit.slice(0, 12)} |`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const rows = [...counts].map(([key, count]) => `${key} ${count} |`);
  return ['## Where from', '', '| repository | commit | files |', '| --- | --- | --- |', ...rows].join('\n');
}

function rowOf(result: FieldResult, { repository, path }: Origin, reasons: Map<string, string>): string {
  const { video, images, complaints } = result;
  const verdict = [video, images].map(({ got }) => got.replace('refuse:', ''));
  const shown = verdict[0] === verdict[1] ? (verdict[0] ?? '') : `video ${verdict[0]}, images ${verdict[1]}`;
  const reason = needsReason(result) ? (reasons.get(result.path) ?? 'not looked at') : madeOf(result);
  const told = complaints.length > 0 ? `${reason} (second opinion: ${complaints.join('; ')})` : reason;
  return `| ${[repository, path, shown, told].map(cell).join(' | ')} |`;
}

/** What was made, in figures. */
function madeOf({ container, codecs, source, output, psnr }: FieldResult): string {
  const sound = output?.soundSeconds == null ? 'silent' : `sound ${output.soundSeconds.toFixed(2)} s`;
  const alike = psnr === null ? '' : `, ${psnr.toFixed(0)} dB`;
  const seconds = `${source.seconds?.toFixed(2)} s in, ${output?.seconds.toFixed(2)} s out`;
  return `${container} ${codecs}, ${source.size} to ${output?.size}, ${seconds}, ${sound}${alike}`;
}

function cell(text: string): string {
  return text.replace(/[|\p{Cc}]/gu, ' ');
}
