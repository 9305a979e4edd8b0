import { pieceNames } from '../../contract/ledger/film.ts';
import { isProgressNews } from '../notify/isProgressNews.ts';
import { statusOf } from '../notify/statusOf.ts';
import type { Worker } from '../worker/worker.ts';
import type { Film } from './film.ts';

/** Tells how much of a film is made, now that so many of its pieces are. One that fails is made good by the next. */
export async function tellMade(
  { job, cut }: Film,
  made: number,
  { settings, ports: { ledger, statuses } }: Worker,
): Promise<void> {
  const total = pieceNames(cut).length;
  const [progress, before] = [made, made - 1].map(count => Math.floor((99 * count) / total)) as [
    number,
    number,
  ];
  const isTold = await ledger.settle(job, { progress }).catch(() => false);
  if (isTold && isProgressNews(progress, before, settings)) {
    await statuses.publish(statusOf({ ...job, progress })).catch(() => {});
  }
}
