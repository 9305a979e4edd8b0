import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { upload } from '../../support/buckets.ts';
import type { Peer, PeerWork } from './peer.ts';

/** For a turn, even on a crowded machine, milliseconds. */
const TURN_MS = 1_800_000;

/** A PUT to the local stack, until all outputs are visible. */
export function fanreelPeer({ clip, plans, folder, stack }: PeerWork): Peer {
  const own = join(folder, 'fanreel');
  mkdirSync(own);
  const body = readFileSync(clip);
  let key = '';
  const make = async (turn: string) => {
    key = `peers-${turn}.mp4`;
    await upload(stack.s3, key, body);
    await Promise.all([...plans.keys()].map(rendition => stack.complete(key, rendition, TURN_MS)));
  };
  return {
    name: 'fanreel',
    unlike: ["The local stack's queues, ledger and S3 are in its processor seconds; on AWS they are AWS's."],
    warmUp: () => make('warm'),
    make: round => make(String(round)),
    outputOf: async rendition => {
      const { output } = await stack.complete(key, rendition);
      const { Body } = await stack.s3.send(
        new GetObjectCommand({ Bucket: output?.bucket ?? '', Key: output?.key ?? '' }),
      );
      const path = join(own, `${rendition}.mp4`);
      writeFileSync(path, (await Body?.transformToByteArray()) ?? '');
      return path;
    },
  };
}
