import { SQSClient } from '@aws-sdk/client-sqs';
import type { DeployedRendition } from '../../../../contract/deployment.ts';
import type { LedgerJob } from '../../../../contract/readJob.ts';
import { dropJob } from '../../../../pipeline/drop/dropJob.ts';
import type { ConnectionOptions } from '../../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../../aws/deployment.ts';
import { waitingMessages } from '../../../aws/waitingMessages.ts';
import { type DeadChoice, deadJobs, isChosen } from '../../../ledger/deadJobs.ts';
import { gathered } from '../../../ledger/gathered.ts';
import { type LedgerReader, ledgerReader } from '../../../ledger/ledgerReader.ts';
import { keysIn } from '../../../letters/keysIn.ts';
import { type Actor, findActor } from '../../../operator/actor.ts';
import { openDrops } from '../../../operator/openDrops.ts';
import { confirm } from '../../../terminal/confirm.ts';
import { print } from '../../../terminal/print.ts';
import { type DroppedLetters, type Dropping, dropLetters } from './dropLetters.ts';
import { rmLines } from './rmLines.ts';

export interface DlqRmOptions extends ConnectionOptions, DeadChoice {
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** A rendition with what is dead of it, and how many letters lie in its DLQ. */
interface Dead {
  rendition: DeployedRendition;
  jobs: LedgerJob[];
  letters: number;
}

/** `fanreel dlq rm`: drops dead jobs, and deletes their letters. */
export function dlqRm(names: string[], options: DlqRmOptions): Promise<void> {
  return withDeployment(options, async (deployment, connection) => {
    const { clientConfig } = connection;
    const sqs = new SQSClient(clientConfig);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const dead: Dead[] = [];
    for (const rendition of renditionsNamed(deployment, names)) {
      const jobs = await gathered(deadJobs(ledger, [rendition.name], {}));
      dead.push({ rendition, jobs, letters: await waitingMessages(sqs, rendition.dlqUrl) });
    }
    if (!options.dryRun && hasAny(dead, options)) await confirm(questionOf(dead, options), options);
    const actor = await findActor(connection);
    const { inputBucket } = deployment;
    const all: DroppedLetters[] = [];
    for (const { rendition, jobs } of dead) {
      const dropping: Dropping = {
        drop: dropper(actor, openDrops(clientConfig, deployment), options),
        isLeftOver: async letter =>
          await wereDropped(keysIn(letter), rendition.name, { inputBucket, ledger }),
      };
      all.push(await dropLetters(sqs, rendition, jobs, options, dropping));
    }
    if (options.json) print(JSON.stringify(all, null, 2));
    else for (const line of rmLines(all, options)) print(line);
  });
}

function dropper(
  actor: Actor,
  ports: ReturnType<typeof openDrops>,
  { reason }: DlqRmOptions,
): Dropping['drop'] {
  return async ({ jobId }) => {
    const by = { by: actor.by, at: actor.now().toISOString(), ...(reason && { reason }) };
    const result = await dropJob({ jobId, states: ['failed'], by }, ports);
    return result?.isDropped ?? false;
  };
}

/** Whether the last that was known of these sources is that nobody wants them made. */
async function wereDropped(
  keys: string[],
  rendition: string,
  { inputBucket, ledger }: { inputBucket: string; ledger: LedgerReader },
): Promise<boolean> {
  const jobs = await Promise.all(keys.map(key => ledger.ofSource(inputBucket, key)));
  const last = jobs.map(some => some.find(job => job.rendition === rendition));
  return last.length > 0 && last.every(job => job?.state === 'dropped');
}

function hasChoice({ class: kind, code, key }: DeadChoice): boolean {
  return [kind, code, key].some(one => one !== undefined);
}

function hasAny(dead: Dead[], options: DeadChoice): boolean {
  return dead.some(
    ({ jobs, letters }) => jobs.some(job => isChosen(job, options)) || (letters > 0 && !hasChoice(options)),
  );
}

function questionOf(dead: Dead[], options: DeadChoice): string {
  const jobs = dead.flatMap(one => one.jobs.filter(job => isChosen(job, options))).length;
  const count = jobs === 1 ? '1 dead job' : `${jobs} dead jobs`;
  if (hasChoice(options)) return `Drop ${count} for good, and delete what is in the DLQ of them?`;
  const letters = dead.reduce((sum, one) => sum + one.letters, 0);
  const names = dead.map(({ rendition }) => rendition.name).join(', ');
  return `Drop ${count} for good, and delete all that is in the DLQs of ${names} (${letters})?`;
}
