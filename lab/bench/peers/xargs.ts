import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bareCommands, runBare } from '../byHand/bare.ts';
import type { Peer, PeerWork } from './peer.ts';

/** ffmpeg with the product's own arguments, two at a time. */
export async function xargsPeer({ ffmpeg, clip, folder }: PeerWork): Promise<Peer> {
  const own = join(folder, 'xargs');
  mkdirSync(own);
  const commands = await bareCommands(ffmpeg, clip, own);
  return {
    name: 'ffmpeg, xargs -P2',
    unlike: ['Begins with a file on the disk, ends with one, and looks at neither.'],
    make: () => runBare(commands, own),
    outputOf: async rendition => join(own, `${rendition}.mp4`),
  };
}
