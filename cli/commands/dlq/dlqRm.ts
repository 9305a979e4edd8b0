import { SQSClient } from '@aws-sdk/client-sqs';
import type { ConnectionOptions } from '../../aws/connection.ts';
import { renditionsNamed, withDeployment } from '../../aws/deployment.ts';
import { waitingMessages } from '../../aws/waitingMessages.ts';
import type { DroppedLetters } from '../../deeds/drop/dropLetters.ts';
import { type Dead, type RemovePlace, removeDead } from '../../deeds/drop/removeDead.ts';
import { type DeadChoice, deadJobs, hasChoice, isChosen } from '../../ledger/deadJobs.ts';
import { gathered } from '../../ledger/gathered.ts';
import { ledgerReader } from '../../ledger/ledgerReader.ts';
import { findActor } from '../../operator/actor.ts';
import { openDrops } from '../../operator/openDrops.ts';
import { confirm } from '../../terminal/confirm.ts';
import { print } from '../../terminal/print.ts';
import { rmLines } from './rmLines.ts';

export interface DlqRmOptions extends ConnectionOptions, DeadChoice {
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

/** With how many letters lie in its DLQ. */
interface Counted extends Dead {
  letters: number;
}

/** `fanreel dlq rm`: drops dead jobs, and deletes their letters. */
export function dlqRm(names: string[], options: DlqRmOptions): Promise<void> {
  return withDeployment(options, async (deployment, connection) => {
    const { clientConfig } = connection;
    const sqs = new SQSClient(clientConfig);
    const ledger = ledgerReader(clientConfig, deployment.ledgerTable);
    const dead: Counted[] = [];
    for (const rendition of renditionsNamed(deployment, names)) {
      const jobs = await gathered(deadJobs(ledger, [rendition.name], {}));
      dead.push({ rendition, jobs, letters: await waitingMessages(sqs, rendition.dlqUrl) });
    }
    if (!options.dryRun && hasAny(dead, options)) await confirm(questionOf(dead, options), options);
    const place: RemovePlace = {
      ...{ sqs, ledger, inputBucket: deployment.inputBucket },
      ports: openDrops(clientConfig, deployment),
      actor: await findActor(connection),
    };
    const all: DroppedLetters[] = [];
    for (const one of dead) all.push(await removeDead(one, options, place));
    if (options.json) print(JSON.stringify(all, null, 2));
    else for (const line of rmLines(all, options)) print(line);
  });
}

function hasAny(dead: Counted[], options: DeadChoice): boolean {
  return dead.some(
    ({ jobs, letters }) => jobs.some(job => isChosen(job, options)) || (letters > 0 && !hasChoice(options)),
  );
}

function questionOf(dead: Counted[], options: DeadChoice): string {
  const jobs = dead.flatMap(one => one.jobs.filter(job => isChosen(job, options))).length;
  const count = jobs === 1 ? '1 dead job' : `${jobs} dead jobs`;
  if (hasChoice(options)) return `Drop ${count} for good, and delete what is in the DLQ of them?`;
  const letters = dead.reduce((sum, one) => sum + one.letters, 0);
  const names = dead.map(({ rendition }) => rendition.name).join(', ');
  return `Drop ${count} for good, and delete all that is in the DLQs of ${names} (${letters})?`;
}
