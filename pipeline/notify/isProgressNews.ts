import type { Settings } from '../worker/settings.ts';

/**
 * Whether progress, percent, has come to another of the profile's steps since `before`: each message about it goes
 * through a queue, a function and a topic, which the ledger's own report does not.
 */
export function isProgressNews(
  progress: number,
  before: number,
  { progressNewsPercent }: Pick<Settings, 'progressNewsPercent'>,
): boolean {
  return Math.floor(progress / progressNewsPercent) > Math.floor(before / progressNewsPercent);
}
