import { makeClip } from '../../support/clip.ts';

/** Makes a film such as cameras make: 1080p30 at 8 Mb/s, noisy, so that an encoder has to work. */
export function makeFilm(path: string, seconds: number): Promise<string> {
  return makeClip(path, {
    size: '1920x1080',
    rate: 30,
    seconds,
    args: ['-b:v', '8M', '-vf', 'noise=alls=6:allf=t'],
  });
}
