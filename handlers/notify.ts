import type { SQSRecord } from 'aws-lambda';
import { readEnvironment } from '../contract/environment.ts';
import { isOfSource, readTold, type Told } from '../contract/messages/event.ts';
import type { Status } from '../contract/messages/status.ts';
import { knownStatus } from '../pipeline/runs/knownStatus.ts';
import { type Noted, noteEnd } from '../pipeline/runs/noteEnd.ts';
import type { SourceRuns } from '../pipeline/runs/sourceRuns.ts';
import { TELLING_SECONDS, tellWhole } from '../pipeline/runs/tellWhole.ts';
import { makeClients } from './aws/clients.ts';
import { dynamoLedger } from './aws/dynamo/dynamoLedger.ts';
import { dynamoSourceRuns } from './aws/dynamo/dynamoSourceRuns.ts';
import { publishTold, snsSourceEvents } from './aws/messaging/snsStatuses.ts';
import { type Acknowledgement, queueHandler } from './queueHandler.ts';
import { logAbout } from './telemetry/logging.ts';

const environment = readEnvironment('notify', process.env);
const { sns, sqs, dynamo } = makeClients(process.env);
const { STATUS_TOPIC_ARN, LEDGER_TABLE, JOB_DAYS, RENDITIONS } = environment;
const sourceEvents = snsSourceEvents(sns, STATUS_TOPIC_ARN);

/** Publishes notices on the status topic, where subscribers filter by their attributes, and tells of each source as a whole. */
export const handler = queueHandler({
  about: ({ messageId }) => ({ noticeMessageId: messageId }),
  work: publish,
  retrySeconds: environment.RETRY_SECONDS,
  queueUrl: environment.QUEUE_URL,
  sqs,
});

async function publish({ messageId, body }: SQSRecord): Promise<Acknowledgement> {
  const told = readTold(body);
  if (!told) throw new Error('The message tells neither of a job nor of a source.');
  logAbout({ noticeMessageId: messageId, ...about(told) });
  const noted = isOfSource(told) ? null : await note(told);
  await publishTold(sns, STATUS_TOPIC_ARN, body, told);
  const telling = noted && (await tellWhole(noted, RENDITIONS, { runs: noted.runs, sourceEvents }));
  return telling === 'under-way'
    ? { acknowledge: false, retryInSeconds: TELLING_SECONDS }
    : { acknowledge: true };
}

async function note(status: Status): Promise<(Noted & { runs: SourceRuns }) | null> {
  // A deployment changes a function's code and its variables one after the other; the message comes again.
  if (LEDGER_TABLE === undefined) throw new Error('The function has not been told of its ledger yet.');
  const options = { table: LEDGER_TABLE, leaseSeconds: 0, jobDays: JOB_DAYS };
  const runs = dynamoSourceRuns(dynamo, options);
  const noted = await noteEnd(await knownStatus(status, dynamoLedger(dynamo, options)), RENDITIONS, runs);
  return noted && { ...noted, runs };
}

function about(told: Told) {
  const { state, source } = told;
  return isOfSource(told)
    ? { state, source }
    : { state, source, rendition: told.rendition, jobId: told.jobId };
}
