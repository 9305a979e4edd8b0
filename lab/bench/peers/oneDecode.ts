import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bareCommands, runBare } from '../byHand/bare.ts';
import type { Peer, PeerWork } from './peer.ts';

/** One ffmpeg that decodes once and makes all renditions: what a function for a whole ladder would save. */
export async function oneDecodePeer({ ffmpeg, clip, folder }: PeerWork): Promise<Peer> {
  const own = join(folder, 'one-decode');
  mkdirSync(own);
  const [first = [], ...more] = await bareCommands(ffmpeg, clip, own);
  const command = [...first, ...more.flatMap(outputPart)];
  return {
    name: 'ffmpeg, decoding once',
    unlike: ['One process makes all renditions: one that fails, or is wanted anew, takes the others along.'],
    make: () => runBare([command], own),
    outputOf: async rendition => join(own, `${rendition}.mp4`),
  };
}

/** All behind the inputs. */
function outputPart(command: string[]): string[] {
  return command.slice(command.indexOf('-map'));
}
