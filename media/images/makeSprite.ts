import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { MediaError } from '../mediaError.ts';
import { sheetArgs, tileArgs, tilesArgs } from './imageArgs.ts';
import { onePassIsCheaper } from './onePassIsCheaper.ts';
import type { ImagePlan } from './planImages.ts';
import { type SpritePlan, tileSeconds } from './planSprite.ts';
import { spriteVtt } from './spriteVtt.ts';

const TILES = 'tile-%05d.png';

/** Makes the sheet and its map in the work's folder; `onTile` hears of each tile. `keyFrames` are seconds. */
export async function makeSprite(
  plan: ImagePlan & { sprite: SpritePlan },
  work: Bench,
  keyFrames: number[],
  onTile: () => void,
): Promise<void> {
  const { sprite } = plan;
  const clip = { seconds: plan.durationSeconds, frameSeconds: plan.frameSeconds };
  if (plan.untimed || onePassIsCheaper(plan, keyFrames)) await work.run(tilesArgs(plan, TILES, work));
  for (let index = 0; index < sprite.tiles; index += 1) {
    const name = tileName(index);
    const isMade = existsSync(join(work.folder, name));
    if (!isMade) await work.run(tileArgs(plan, tileSeconds(sprite, index, clip), name, work));
    // No frame begins after that moment: the one before it is still being shown.
    if (!existsSync(join(work.folder, name))) await fillTile(plan, index, work);
    onTile();
  }
  await work.run(sheetArgs(plan, TILES));
  await writeFile(join(work.folder, sprite.mapName), spriteVtt(sprite, plan.durationSeconds));
}

async function fillTile(plan: ImagePlan, index: number, work: Bench): Promise<void> {
  const path = join(work.folder, tileName(index));
  if (index > 0) return copyFile(join(work.folder, tileName(index - 1)), path);
  await work.run(tileArgs(plan, 0, tileName(0), work));
  if (existsSync(path)) return;
  throw new MediaError({
    failureClass: 'input',
    code: 'corrupt',
    message: "No picture can be decoded for the sprite sheet's first tile; the video is damaged.",
  });
}

function tileName(index: number): string {
  return `tile-${String(index).padStart(5, '0')}.png`;
}
