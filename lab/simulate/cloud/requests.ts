import { BILLED_BYTES } from '../../../contract/messages/piece.ts';
import type { Cloud } from './cloud.ts';

/** A message that asks for a piece has no more than this besides its index. */
const BODY_BYTES = 256;

/** What is no text goes out in base64. */
const AS_TEXT = 4 / 3;

/** Seconds until so many bytes are here, of one range or of several, so many of which are asked for at once. */
export function getSeconds(cloud: Cloud, bytes: number, ranges = 1, atOnce = ranges): number {
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

/** How pieces become the parts of one upload. */
export interface Parts {
  /** Ranges of one piece each, which S3 copies by itself. */
  copies: number;
  /** Parts that whoever ends last sends, and what there is to fetch for them: of pieces too small to be copied, and of sound. */
  sends: number;
  fetches: number;
  sentBytes: number;
}

/**
 * Seconds until an object is put together, begin and completion included: of parts that S3 copies by itself and, side by
 * side with them, of others that are sent. What these are made of is fetched while others are sent, so that their bytes
 * take the network once.
 */
export function partsSeconds(cloud: Cloud, { copies, sends, fetches, sentBytes }: Parts): number {
  const { copySeconds, completeSeconds, firstByteSpread, copiesAtOnce, sendsAtOnce } = cloud.numbers;
  const writes = copies + sends + 2;
  cloud.bill.add('s3Writes', writes);
  cloud.bill.add('s3Reads', fetches);
  const now = cloud.simulation.now;
  const wait = cloud.gets.take(now, fetches) + cloud.puts.take(now, writes);
  const copied = Math.ceil(copies / copiesAtOnce) * cloud.samples.around(copySeconds, firstByteSpread);
  const waited = Math.ceil(sends / sendsAtOnce) * 2 * firstByteSeconds(cloud);
  const sent = waited + transferSeconds(cloud, sentBytes);
  return wait + firstByteSeconds(cloud) + Math.max(copied, sent) + completeSeconds;
}

/** Seconds of so many writes to the ledger, one after the other. */
export function ledgerSeconds(cloud: Cloud, writes: number, units: number): number {
  const { ledgerSeconds: each, ledgerSpread } = cloud.numbers;
  cloud.bill.add('writeUnits', units);
  return writes * cloud.samples.around(each, ledgerSpread);
}

/** Seconds until so many messages are sent that have so many bytes besides their bodies, ten a request and none billed as two. */
export function sendSeconds(cloud: Cloud, messages: number, bytes = 0): number {
  const { batchesAtOnce, sendSeconds: each } = cloud.numbers;
  const batches = requestsFor(messages, bytes);
  cloud.bill.add('sqsRequests', batches);
  return Math.ceil(batches / batchesAtOnce) * each + transferSeconds(cloud, bytes * AS_TEXT);
}

/** How many requests send so many messages, alike in size, that have so many bytes besides their bodies. */
export function requestsFor(messages: number, bytes: number): number {
  const aRequest = Math.floor(BILLED_BYTES / (BODY_BYTES + bytes / messages));
  return Math.ceil(messages / Math.max(1, Math.min(10, aRequest)));
}

function firstByteSeconds({ numbers, samples }: Cloud): number {
  return samples.around(numbers.firstByteSeconds, numbers.firstByteSpread);
}

function transferSeconds({ numbers }: Cloud, bytes: number): number {
  return bytes / (numbers.networkMbPerSecond * 1e6);
}
