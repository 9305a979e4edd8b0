import { outgoingMessage, sendOutgoing } from './outgoingMessage.ts';
import { queueUrl } from './queueUrl.ts';
import { sqsAction } from './sqsAction.ts';

export const sendMessage = sqsAction(outgoingMessage.extend({ QueueUrl: queueUrl }), (store, input) =>
  sendOutgoing(store, input.QueueUrl, input),
);
