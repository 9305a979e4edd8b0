import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, RunningStack } from '../support/runningStack.ts';
import { type BenchOptions, isRoundWanted } from './benchOptions.ts';
import { makeFilm } from './byHand/film.ts';
import { planEach } from './byHand/planEach.ts';
import { AWS_CLI, HANDBRAKE, isRunnable } from './byHand/programs.ts';
import { hasVmaf, vmaf } from './byHand/vmaf.ts';
import { endedChildrenSeconds, familySeconds } from './meter/processorTime.ts';
import { listenToOthers, measureTurn } from './meter/turn.ts';
import { describePeers, type PeerFigures } from './peers/describePeers.ts';
import { fanreelPeer } from './peers/fanreel.ts';
import { firstScriptPeer } from './peers/firstScript.ts';
import { handBrakePeer } from './peers/handBrake.ts';
import { oneDecodePeer } from './peers/oneDecode.ts';
import type { Peer, PeerWork } from './peers/peer.ts';
import { xargsPeer } from './peers/xargs.ts';

/** One clip to all renditions, by fanreel and by whatever else this machine has, in turns. */
export async function benchPeers(bench: BenchOptions): Promise<void> {
  const { projectDir, ffmpeg, clipSeconds } = bench;
  const folder = join(bench.folder, 'peers');
  mkdirSync(folder);
  const clip = await makeFilm(join(folder, 'clip.mp4'), clipSeconds);
  const stack = await RunningStack.start(projectDir, dataFolder(projectDir));
  try {
    const work = { ffmpeg, clip, plans: await planEach(clip), folder, stack };
    const peers = await peersHere(work);
    const figures = peers.map(({ name, unlike }): PeerFigures => {
      return { name, unlike, turns: [], outputs: new Map() };
    });
    // Nobody else of them has anything to start.
    for (const peer of peers) await peer.warmUp?.();
    const othersBefore = await listenToOthers();
    for (let round = 0; isRoundWanted(round, bench); round += 1) {
      for (const [index, peer] of peers.entries()) {
        figures[index]?.turns.push(await measurePeer(peer, round, stack.pid));
      }
    }
    for (const [index, peer] of peers.entries()) await judge(peer, figures[index], work);
    const title = `one ${clipSeconds} s 1080p clip, to ${[...work.plans.keys()].join(' and ')}`;
    console.log(describePeers(title, figures, othersBefore));
  } finally {
    await stack.stop();
  }
}

async function peersHere(work: PeerWork): Promise<Peer[]> {
  return [
    await xargsPeer(work),
    fanreelPeer(work),
    await oneDecodePeer(work),
    ...(isRunnable('a peer', [HANDBRAKE]) ? [handBrakePeer(work)] : []),
    ...(isRunnable('a peer', [AWS_CLI]) ? [await firstScriptPeer(work)] : []),
  ];
}

/** All that it starts counts, and the stack, which is the S3 of whoever uses one. */
function measurePeer(peer: Peer, round: number, stackPid: number) {
  return measureTurn(
    () => peer.make(round),
    () => endedChildrenSeconds() + familySeconds(stackPid),
  );
}

async function judge(
  peer: Peer,
  figures: PeerFigures | undefined,
  { ffmpeg, clip, plans, folder }: PeerWork,
): Promise<void> {
  const measurable = await hasVmaf(ffmpeg);
  for (const [rendition, { source }] of plans) {
    const path = await peer.outputOf(rendition);
    const score = measurable ? await vmaf(ffmpeg, path, { path: clip, ...source }, folder) : null;
    figures?.outputs.set(rendition, { vmaf: score, bytes: statSync(path).size });
  }
}
