import { z } from 'zod';
import {
  type ClipRequest,
  type ClipSpan,
  readClipRequest,
  writeClipRequest,
} from '../../../contract/messages/clip.ts';
import { CommandError } from '../../terminal/commandError.ts';
import { printable } from '../../terminal/printable.ts';
import { type Clock, readMoment } from './moment.ts';

/** What of which is wanted, as it was typed. */
export interface AskedWords {
  words: string[];
  parts?: string[] | undefined;
}

/** KEY@00:10-00:25: the last @ and the last dash, for keys may have them, too. */
const PART = /^(.+)@([^@-]+)-([^@-]+)$/s;
const CLOCK = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/;

/** @throws {CommandError} 2 with what is wrong with it. */
export function askedSpan({ words, parts }: AskedWords, clock: Clock): ClipSpan {
  if (parts) {
    if (words.length > 0) throw new CommandError(2, 'Give either CAMERA FROM TO, or --parts.');
    return { parts: parts.map(readPart) };
  }
  const [camera, from, to, ...more] = words;
  if (camera === undefined || from === undefined || to === undefined || more.length > 0) {
    throw new CommandError(
      2,
      'A clip is asked for by CAMERA FROM TO, such as cam1 10:31:05 10:31:25, or by --parts; a time with a blank in it wants quotes.',
    );
  }
  const fromMs = readMoment(from, clock);
  return { camera, fromMs, toMs: readMoment(to, clock, fromMs) };
}

/** The request as the function will read it. @throws {CommandError} 2 naming the field that it would refuse. */
export function checkedRequest(request: {
  span: ClipSpan;
  clipId?: string | undefined;
  force?: boolean | undefined;
  reason?: string | undefined;
}): ClipRequest {
  const { clipId, span, force = false, reason } = request;
  const written = {
    ...JSON.parse(writeClipRequest({ clipId: 'x', span, force, ...(reason && { reason }) })),
    clipId,
  };
  try {
    return readClipRequest(written) as ClipRequest;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new CommandError(2, `${printable(issue?.path.join('.') ?? '')}: ${issue?.message ?? 'is wrong'}.`);
  }
}

function readPart(text: string): { key: string; from: number; to: number } {
  const [, key, from, to] = PART.exec(text) ?? [];
  const seconds = [from, to].map(time => CLOCK.exec(time ?? ''));
  const [begin, end] = seconds.map(found => found && secondsOf(found));
  if (key === undefined || begin === null || begin === undefined || end === null || end === undefined) {
    throw new CommandError(
      2,
      `"${printable(text)}" is no part: say KEY@FROM-TO, in seconds or as a player shows them, such as match.mp4@00:10-00:25.`,
    );
  }
  return { key, from: begin, to: end };
}

function secondsOf([, hours = '0', minutes = '0', seconds]: RegExpExecArray): number {
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}
