import type { SpritePlan } from '../plan/planSprite.ts';

/** The WebVTT map of a sheet: for each stretch of time, where its tile lies. Players take the name beside the map. */
export function spriteVtt(sprite: SpritePlan, durationSeconds: number): string {
  const cues = Array.from({ length: sprite.tiles }, (_, index) => {
    const start = index * sprite.everySeconds;
    const end = index === sprite.tiles - 1 ? durationSeconds : start + sprite.everySeconds;
    const x = (index % sprite.columns) * sprite.tile.width;
    const y = Math.floor(index / sprite.columns) * sprite.tile.height;
    const where = `${sprite.name}#xywh=${x},${y},${sprite.tile.width},${sprite.tile.height}`;
    return `${timestamp(start)} --> ${timestamp(Math.max(end, start + 0.001))}\n${where}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function timestamp(seconds: number): string {
  const total = Math.round(seconds * 1_000);
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(total / 3_600_000, 2)}:${part((total / 60_000) % 60, 2)}:${part((total / 1_000) % 60, 2)}.${part(total % 1_000, 3)}`;
}
