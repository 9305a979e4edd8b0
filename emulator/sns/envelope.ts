import type { MessageAttributes } from '../sqs/messages/messageAttributes.ts';
import type { Published } from './published.ts';
import type { Subscription } from './subscription.ts';

/** The body of a delivery that is not raw. AWS signs it; here the signature is empty and its URLs lead nowhere. */
export function envelope(published: Published, { arn }: Subscription, at: Date): string {
  const { topicArn, messageId, message, subject, attributes } = published;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject,
    Message: message,
    Timestamp: at.toISOString(),
    SignatureVersion: '1',
    Signature: '',
    SigningCertURL: 'https://localhost/none.pem',
    UnsubscribeURL: `https://localhost/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(arn)}`,
    MessageAttributes: Object.keys(attributes).length > 0 ? envelopeAttributes(attributes) : undefined,
  });
}

function envelopeAttributes(attributes: MessageAttributes): object {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: BinaryValue ?? StringValue },
  ]);
  return Object.fromEntries(entries);
}
