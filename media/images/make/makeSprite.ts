import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../../../failures/workError.ts';
import type { Bench } from '../../run/bench.ts';
import { shownAt } from '../../timeline/shownAt.ts';
import { entriesFor, type Footage } from '../args/footage.ts';
import { sheetArgs, tileArgs, tilesArgs } from '../args/spriteArgs.ts';
import { onePassIsCheaper } from '../plan/onePassIsCheaper.ts';
import type { ImagePlan } from '../plan/planImages.ts';
import { type SpritePlan, tileSeconds } from '../plan/planSprite.ts';
import { readTaken } from './readTaken.ts';
import { spriteVtt } from './spriteVtt.ts';

const TILES = 'tile-%05d.png';
const REPORT = 'tile.txt';

/** A tile that is later than this was sought in vain: the file's own account of its key frames is wrong. Seconds. */
const MAX_LATE_SECONDS = 0.5;

/** Makes the sheet and its map in the bench's folder; `onTile` hears of each tile. */
export async function makeSprite(
  plan: ImagePlan & { sprite: SpritePlan },
  footage: Footage,
  bench: Bench,
  onTile: () => void,
): Promise<void> {
  const { sprite } = plan;
  const clip = { seconds: plan.durationSeconds, frameSeconds: plan.frameSeconds };
  const from = plan.part?.fromSeconds ?? 0;
  const wanted = Array.from({ length: sprite.tiles }, (_, index) =>
    shownAt(from + tileSeconds(sprite, index, clip), footage.times, footage.grid),
  );
  if (onePassIsCheaper(plan, footage, wanted)) await bench.run(tilesArgs(plan, footage, TILES));
  for (const [index, seconds] of wanted.entries()) {
    const path = join(bench.folder, tileName(index));
    if (!existsSync(path)) {
      // Where the film stands still both show the same.
      if (index === 0 || seconds !== wanted[index - 1]) await takeTile(plan, footage, seconds, index, bench);
      if (!existsSync(path)) await fillTile(plan, footage, index, bench);
    }
    onTile();
  }
  await bench.run(sheetArgs(plan, TILES));
  await writeFile(join(bench.folder, sprite.mapName), spriteVtt(sprite, plan.durationSeconds));
}

async function takeTile(
  plan: ImagePlan,
  footage: Footage,
  seconds: number,
  index: number,
  { folder, run }: Bench,
): Promise<void> {
  for (const entry of entriesFor(seconds, footage, plan.runUpSeconds)) {
    await run(tileArgs(plan, footage, { entry, seconds }, { name: tileName(index), report: REPORT }));
    const taken = readTaken(await readFile(join(folder, REPORT), 'utf8'));
    if (taken !== null && taken <= seconds + MAX_LATE_SECONDS) return;
  }
}

/** Nothing can be decoded there: the tile before shows on, and ahead of the first one the first picture there is. */
async function fillTile(
  plan: ImagePlan,
  footage: Footage,
  index: number,
  { folder, run }: Bench,
): Promise<void> {
  const path = join(folder, tileName(index));
  if (index > 0) return copyFile(join(folder, tileName(index - 1)), path);
  const first = { entry: null, seconds: footage.times[0] ?? 0 };
  await run(tileArgs(plan, footage, first, { name: tileName(0), report: REPORT }));
  if (existsSync(path)) return;
  throw new WorkError('corrupt', {
    message: "No picture can be decoded for the sprite sheet's first tile; the video is damaged.",
  });
}

function tileName(index: number): string {
  return `tile-${String(index).padStart(5, '0')}.png`;
}
