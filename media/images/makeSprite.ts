import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaError } from '../mediaError.ts';
import { sheetArgs, tileArgs } from './imageArgs.ts';
import type { ImageWork } from './makeImages.ts';
import type { ImagePlan } from './planImages.ts';
import { type SpritePlan, tileSeconds } from './planSprite.ts';
import { spriteVtt } from './spriteVtt.ts';

/** Makes the sheet and its map in the work's folder; `onTile` hears of each tile. */
export async function makeSprite(
  plan: ImagePlan & { sprite: SpritePlan },
  work: ImageWork,
  onTile: () => void,
): Promise<void> {
  const { sprite } = plan;
  const clip = { seconds: plan.durationSeconds, frameSeconds: plan.frameSeconds };
  for (let index = 0; index < sprite.tiles; index += 1) {
    const name = tileName(index);
    await work.run(tileArgs(plan, tileSeconds(sprite, index, clip), name, work));
    // No frame begins after that moment: the one before it is still being shown.
    if (!existsSync(join(work.folder, name))) await fillTile(plan, index, work);
    onTile();
  }
  await work.run(sheetArgs(plan, 'tile-%05d.png'));
  await writeFile(join(work.folder, sprite.mapName), spriteVtt(sprite, plan.durationSeconds));
}

async function fillTile(plan: ImagePlan, index: number, work: ImageWork): Promise<void> {
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
