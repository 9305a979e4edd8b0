import type { Health } from '../wire/health.ts';
import { HEALTH_PATH } from '../wire/paths.ts';

export async function readHealth(): Promise<Health> {
  const answer = await fetch(HEALTH_PATH);
  return (await answer.json()) as Health;
}
