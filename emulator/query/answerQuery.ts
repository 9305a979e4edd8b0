import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { AwsError } from './awsError.ts';
import { element, escapeXml } from './writeXml.ts';

/** Answers a Query action: `members` is the inside of `<ActionResult>`. */
export function answerQuery(
  res: ServerResponse,
  reply: { action: string; namespace: string; members: string },
): void {
  const { action, namespace, members } = reply;
  const requestId = randomUUID();
  const result = element(`${action}Result`, members);
  const metadata = element('ResponseMetadata', element('RequestId', requestId));
  send(res, {
    status: 200,
    requestId,
    xml: `<${action}Response xmlns="${namespace}">${result}${metadata}</${action}Response>`,
  });
}

export function answerQueryError(res: ServerResponse, namespace: string, error: AwsError): void {
  const requestId = randomUUID();
  const detail = element('Type', error.fault) + element('Code', error.code);
  const inner = element('Error', detail + element('Message', escapeXml(error.message)));
  const xml = `<ErrorResponse xmlns="${namespace}">${inner}${element('RequestId', requestId)}</ErrorResponse>`;
  send(res, { status: error.status, requestId, xml });
}

function send(res: ServerResponse, reply: { status: number; requestId: string; xml: string }): void {
  res.writeHead(reply.status, { 'content-type': 'text/xml', 'x-amzn-requestid': reply.requestId });
  res.end(`<?xml version="1.0"?>\n${reply.xml}`);
}
