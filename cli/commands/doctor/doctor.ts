import { type Connection, type ConnectionOptions, connectionFrom } from '../../aws/connection.ts';
import { explainAwsError } from '../../aws/explainAwsError.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { counted } from '../../terminal/counted.ts';
import { print } from '../../terminal/print.ts';
import { oneLine } from '../../terminal/printable.ts';
import type { Cell } from '../../terminal/screen/cell.ts';
import type { Style } from '../../terminal/screen/paint.ts';
import { type Column, Table } from '../../terminal/screen/table.ts';
import { accountFindings } from './account.ts';
import { about, type Finding, type Level, looked } from './finding.ts';
import { functionFindings } from './functions.ts';
import { machineFindings, portFinding } from './machine.ts';
import { findStack } from './stack.ts';
import { webhookFindings } from './webhooks.ts';
import { wiringFindings } from './wiring.ts';

export interface DoctorOptions extends ConnectionOptions {
  data: string;
  json?: boolean;
}

/** `fanreel doctor`: one finding a line, each with how to mend it. */
export async function doctor(options: DoctorOptions): Promise<void> {
  const connection = connectionFrom(options);
  const all: Finding[] = [];
  for await (const finding of findings(options, connection)) {
    all.push(finding);
    if (!options.json) for (const line of linesOf(finding)) print(line);
  }
  if (options.json) print(JSON.stringify(all, null, 2));
  const failed = all.filter(({ level }) => level === 'fail').length;
  if (failed > 0) throw new CommandError(1, `${counted(failed, 'check')} failed: mend it as said above.`);
}

async function* findings({ data }: DoctorOptions, connection: Connection): AsyncIterable<Finding> {
  yield* machineFindings(data);
  const stack = await stackOf(connection);
  if ('none' in stack) return yield* stack.none;
  yield* await looked('account', () => accountFindings(connection), 'use credentials that may do this');
  yield stack.finding;
  const { deployment } = stack;
  if (!deployment) return;
  const rights = 'use credentials that may read these settings';
  yield* await looked('wiring', () => wiringFindings(deployment, connection), rights);
  yield* await looked('functions', () => functionFindings(deployment, connection), rights);
  yield* await looked('webhooks', () => webhookFindings(deployment, connection), rights);
}

/** Where nothing answers on this machine, a stack may yet be started. */
async function stackOf(connection: Connection) {
  try {
    return await findStack(connection);
  } catch (error) {
    const said = explainAwsError(error, connection);
    if (!(said instanceof CommandError)) throw error;
    const [found = '', mend = ''] = said.message.split(/: (?=[^:]*$)/);
    const port = localPort(connection);
    if (port === null) return { none: [about('AWS').fail(found, mend.replace(/\.$/, ''))] };
    return { none: [await portFinding(port), about('stack').warn(found, mend.replace(/\.$/, ''))] };
  }
}

/** Of an endpoint on this machine. */
function localPort({ endpoint }: Connection): number | null {
  if (endpoint === null) return null;
  const { hostname, port } = new URL(endpoint);
  return ['127.0.0.1', 'localhost'].includes(hostname) && port !== '' ? Number(port) : null;
}

const STYLES: Record<Level, { word: string; style: Style }> = {
  ok: { word: 'ok', style: 'green' },
  warn: { word: 'warn', style: 'yellow' },
  fail: { word: 'FAIL', style: 'red' },
  unasked: { word: 'not asked', style: 'dim' },
};

const COLUMNS: Column[] = [{}, { overflow: 'end' }, { overflow: 'wrap' }];

/** Each finding is printed as it is made, so that the columns cannot wait for the widest: these are wide enough. */
const WIDEST = [STYLES.unasked.word, 'function of 1080p60', 'x'.repeat(1_000)];

function linesOf({ what, level, found, mend }: Finding): string[] {
  const { word, style } = STYLES[level];
  const rows: Cell[][] = [[{ text: word, style }, what, oneLine(found)]];
  if (mend) rows.push(['', '', `-> ${oneLine(mend)}`]);
  return new Table(COLUMNS, [WIDEST]).lines(rows);
}
