import type { Cloud } from './cloud.ts';

/** Seconds until so many bytes are here, of one range or of several, so many of which are asked for at once. */
export function getSeconds(
  cloud: Cloud,
  bytes: number,
  ranges = 1,
  atOnce = cloud.numbers.requestsAtOnce,
): number {
  cloud.bill.add('s3Reads', ranges);
  const wait = cloud.gets.take(cloud.simulation.now, ranges);
  const rounds = Math.ceil(ranges / atOnce);
  return wait + rounds * firstByteSeconds(cloud) + transferSeconds(cloud, bytes);
}

/** Seconds until an object is written. */
export function putSeconds(cloud: Cloud, bytes: number): number {
  cloud.bill.add('s3Writes', 1);
  const wait = cloud.puts.take(cloud.simulation.now);
  return wait + firstByteSeconds(cloud) + transferSeconds(cloud, bytes);
}

/** Seconds until S3 has put so many parts of an upload together by itself, begin and completion included. */
export function copySeconds(cloud: Cloud, parts: number): number {
  const { copySeconds: each, completeSeconds, firstByteSpread } = cloud.numbers;
  cloud.bill.add('s3Writes', parts + 2);
  const wait = cloud.puts.take(cloud.simulation.now, parts + 2);
  const copies = roundsOf(cloud, parts) * cloud.samples.around(each, firstByteSpread);
  return wait + firstByteSeconds(cloud) + copies + completeSeconds;
}

/** Seconds of so many writes to the ledger, one after the other. */
export function ledgerSeconds(cloud: Cloud, writes: number, units: number): number {
  const { ledgerSeconds: each, ledgerSpread } = cloud.numbers;
  cloud.bill.add('writeUnits', units);
  return writes * cloud.samples.around(each, ledgerSpread);
}

/** Seconds until so many messages are sent, ten a request. */
export function sendSeconds(cloud: Cloud, messages: number): number {
  const batches = Math.ceil(messages / 10);
  cloud.bill.add('sqsRequests', batches);
  return roundsOf(cloud, batches) * cloud.numbers.sendSeconds;
}

function roundsOf({ numbers }: Cloud, requests: number): number {
  return Math.ceil(requests / numbers.requestsAtOnce);
}

function firstByteSeconds({ numbers, samples }: Cloud): number {
  return samples.around(numbers.firstByteSeconds, numbers.firstByteSpread);
}

function transferSeconds({ numbers }: Cloud, bytes: number): number {
  return bytes / (numbers.networkMbPerSecond * 1e6);
}
