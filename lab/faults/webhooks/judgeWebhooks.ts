import { Webhook } from 'standardwebhooks';
import type { Job } from '../../../contract/job.ts';
import { type WebhookPayload, webhookPayloadSchema } from '../../../contract/webhooks/payload.ts';
import type { Judged } from '../invariants/checkInvariants.ts';
import type { Surroundings } from '../invariants/judgeRendition.ts';
import { judgeWholes } from './judgeWholes.ts';
import type { WebhookRequest } from './unsteadyReceiver.ts';

/** What a webhook was to be told of each job that has come to an end, and that all it was told holds together. */
export function judgeWebhooks(taken: WebhookRequest[], secret: string, { jobs }: Surroundings): Judged[] {
  const heard = new Map<string, WebhookPayload>();
  const wrong: string[] = [];
  for (const request of taken) {
    const id = request.headers['webhook-id'] ?? '';
    const payload = read(request, secret);
    if (typeof payload === 'string') wrong.push(`webhook ${id}: ${payload}`);
    else {
      const before = heard.get(id);
      if (before && JSON.stringify(before) !== JSON.stringify(payload))
        wrong.push(`webhook ${id}: told two things`);
      heard.set(id, payload);
    }
  }
  const wholes = [...heard.values()].flatMap(one => (one.type === 'fanreel.source' ? [one.data] : []));
  const ofWholes = judgeWholes(wholes, jobs);
  return [
    ...[...wrong, ...sameNumbers(heard), ...ofWholes.wrong].map(line => problem('wrong', line)),
    ...ofWholes.lost.map(line => problem('lost', line)),
    ...jobs
      .filter(job => ENDS.includes(job.state) && !isHeard(job, heard))
      .map(({ source, rendition, state }) =>
        problem('lost', `${source.key} ${rendition}: no webhook was told that it is ${state}`),
      ),
  ];
}

const ENDS = ['complete', 'failed'];

function problem(kind: 'lost' | 'wrong', line: string): Judged {
  return { problem: { kind, line } };
}

/** Or what is wrong with it. The library's own patience with clocks would end while a suite runs. */
function read({ headers, body }: WebhookRequest, secret: string): WebhookPayload | string {
  const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
  const signature = new Webhook(secret).sign(headers['webhook-id'] ?? '', at, body);
  if (headers['webhook-signature'] !== signature) return 'is not signed';
  const payload = webhookPayloadSchema.safeParse(JSON.parse(body));
  return payload.data ?? `is not as it should be: ${payload.error?.message}`;
}

function sameNumbers(heard: ReadonlyMap<string, WebhookPayload>): string[] {
  const ids = new Map<number, string>();
  return [...heard].flatMap(([id, { sequence }]) => {
    const other = ids.get(sequence);
    ids.set(sequence, id);
    return other === undefined ? [] : [`webhooks ${other} and ${id} have one number, ${sequence}`];
  });
}

/** Of a message that never became a job the event names no job, only the message: the ledger alone has it as one. */
function isHeard(
  { jobId, state, rendition, message }: Job,
  heard: ReadonlyMap<string, WebhookPayload>,
): boolean {
  return [...heard.values()].some(
    ({ type, data }) =>
      type === 'fanreel.status' &&
      data.state === state &&
      (data.jobId === undefined
        ? data.messageId === message.id && data.rendition === rendition
        : data.jobId === jobId),
  );
}
