import { type Plan, planRendition } from '../../../media/plan/plan.ts';
import { functionVcpus } from '../../../pipeline/worker/vcpus.ts';
import type { VideoPreset } from '../../../presets/schema/preset.ts';
import { openCloud } from '../cloud/cloud.ts';
import { EventSource } from '../cloud/eventSource.ts';
import type { Ramp } from '../cloud/ramp.ts';
import type { Numbers } from '../constants.ts';
import { Film, type FilmMessage } from '../film/film.ts';
import { filmProbe } from '../film/filmProbe.ts';
import { type Cut, type FilmWork, filmWork } from '../film/filmWork.ts';

/** What makes films that are all uploaded at the same moment. */
export interface Workers {
  memoryMb: number;
  ramp: Ramp;
  /** Environments that are there already. @default 0 */
  warm?: number;
  /** Films. @default 1 */
  count?: number;
}

export type Films = Omit<Workers, 'memoryMb'> & { plan: Plan; cut: Cut };

/** One run. */
export interface Run {
  /** From the end of the upload until the last output is there. */
  seconds: number;
  usd: number;
  /** Billed seconds, times the vCPUs that they had. */
  coreSeconds: number;
  /** Pieces that were made to their end, and attempts that were lost. */
  made: number;
  lost: number;
}

export function planFilm(seconds: number, preset: VideoPreset, numbers: Numbers): Plan {
  return planRendition(filmProbe(seconds, numbers), preset);
}

/** A run for each seed. */
export function runFilms({ plan, cut, ...workers }: Films, seeds: number[], numbers: Numbers): Run[] {
  return runWork(filmWork(plan, cut, numbers), { ...workers, memoryMb: cut.memoryMb }, seeds, numbers);
}

/** As runFilms, of work that is known. */
export function runWork(work: FilmWork, workers: Workers, seeds: number[], numbers: Numbers): Run[] {
  return seeds.map(seed => run(work, workers, seed, numbers));
}

function run(work: FilmWork, workers: Workers, seed: number, numbers: Numbers): Run {
  const { memoryMb, ramp, warm = 0, count = 1 } = workers;
  const cloud = openCloud(seed, { memoryMb, scratchMb: 512, architecture: 'x86_64' }, numbers);
  const { simulation, samples, bill } = cloud;
  let seconds = 0;
  const whenDone = () => {
    seconds = simulation.now;
  };
  const films = Array.from({ length: count }, () => new Film(cloud, work, whenDone));
  const source = new EventSource<FilmMessage>(cloud, { ramp, warm }, ({ film, piece }, invocation) =>
    film.handle(piece, invocation, message => source.send(message)),
  );
  for (const film of films) {
    const notice = samples.around(numbers.noticeSeconds, numbers.noticeSpread) + numbers.topicSeconds;
    bill.addAround();
    simulation.after(notice, () => source.send({ film, piece: null }));
  }
  simulation.run();
  const sum = (of: 'made' | 'lost') => films.reduce((total, { tally }) => total + tally[of], 0);
  const coreSeconds = bill.functionSeconds * functionVcpus(memoryMb);
  return { seconds, usd: bill.usd, coreSeconds, made: sum('made'), lost: sum('lost') };
}
