import type { XmlNaming } from '../../query/writeXml.ts';

/**
 * How the Query protocol spells the lists and maps of AWS JSON: numbered and flat, `AttributeName.1=All` for
 * `AttributeNames: ['All']`, `Attribute.1.Name=..&Attribute.1.Value=..` for `Attributes: {..}`.
 * From the SQS service model, version 2012-11-05.
 */
export const LISTS: Readonly<Record<string, string>> = {
  AttributeNames: 'AttributeName',
  MessageAttributeNames: 'MessageAttributeName',
  MessageSystemAttributeNames: 'MessageSystemAttributeName',
  QueueUrls: 'QueueUrl',
  queueUrls: 'QueueUrl',
  Messages: 'Message',
  Results: 'ListMessageMoveTasksResultEntry',
  Failed: 'BatchResultErrorEntry',
};

export const MAPS: Readonly<Record<string, { entry: string; key: string; value: string }>> = {
  Attributes: { entry: 'Attribute', key: 'Name', value: 'Value' },
  MessageAttributes: { entry: 'MessageAttribute', key: 'Name', value: 'Value' },
  MessageSystemAttributes: { entry: 'MessageSystemAttribute', key: 'Name', value: 'Value' },
  Tags: { entry: 'Tag', key: 'Key', value: 'Value' },
};

/** The Query protocol sends every number as text. */
export const NUMBERS: ReadonlySet<string> = new Set([
  'DelaySeconds',
  'MaxNumberOfMessages',
  'MaxNumberOfMessagesPerSecond',
  'MaxResults',
  'VisibilityTimeout',
  'WaitTimeSeconds',
]);

/** How the answers of an action are spelled in XML. */
export function queryNaming(action: string): XmlNaming {
  return {
    list: name => ({
      item: name === 'Successful' ? `${action}ResultEntry` : (LISTS[name] ?? name),
      flattened: true,
    }),
    map: name => {
      const map = MAPS[name];
      return map && { ...map, flattened: true };
    },
  };
}
