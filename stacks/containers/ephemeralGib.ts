/** Fargate gives so much in any case; of what is asked for, it takes from one more on; GiB. */
const USUAL_GIB = 20;

/** The image lies there, too, as it came and unpacked: some 400 MB. */
const IMAGE_GIB = 1;

/** Ephemeral storage to ask Fargate for so that a worker has its scratch beside the image, GiB; undefined where the usual will do. */
export function ephemeralGib(scratchMb: number): number | undefined {
  const needed = Math.ceil(scratchMb / 1_024) + IMAGE_GIB;
  return needed <= USUAL_GIB ? undefined : needed;
}
