import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { IMAGE_LAYOUT } from '../../contract/compute/imageLayout.ts';
import { LAYER_FFMPEG } from '../../stacks/bundle/ffmpegLayer.ts';
import { foldersNeeded } from '../../walls.ts';
import { builtImage } from './support/builtImage.ts';
import { contextEntries, imageVariables, ROOT, readDockerfile, type Stage } from './support/dockerfile.ts';

const { arguments: given, stages } = readDockerfile();
const last = stages.at(-1) as Stage;

function copies(
  stage: Stage,
): { from: string | undefined; sources: string[]; target: string; flags: string[] }[] {
  return stage.instructions
    .filter(([instruction]) => instruction === 'COPY')
    .map(([, rest]) => {
      const words = rest.split(' ');
      const flags = words.filter(word => word.startsWith('--'));
      const paths = words.filter(word => !word.startsWith('--'));
      const from = flags.find(flag => flag.startsWith('--from='))?.slice('--from='.length);
      return { from, flags, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    });
}

const one = (instruction: string) => {
  const found = last.instructions.filter(([name]) => name === instruction).map(([, rest]) => rest);
  expect(found, instruction).toHaveLength(1);
  return found[0] as string;
};

describe('the Dockerfile', () => {
  it('pins each image that it is made of by a digest', () => {
    const outside = stages.filter(({ from }) => from.startsWith('${') && from.endsWith('IMAGE}'));
    expect(outside.map(({ from }) => from.slice(2, -1)).sort()).toEqual([
      ...['FFMPEG_ARM64_IMAGE', 'NODE_IMAGE', 'NODE_IMAGE', 'RUNTIME_IMAGE'],
    ]);
    for (const image of given.values()) expect(image).toMatch(/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  it('takes all else from its own stages, one of ffmpeg for each architecture that a profile may have', () => {
    const names = stages.flatMap(({ name }) => name ?? []);
    const own = stages.filter(({ from }) => !from.endsWith('IMAGE}')).map(({ from }) => from);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker fills it in.
    expect(own).toEqual(['ffmpeg-${TARGETARCH}']);
    for (const architecture of ['amd64', 'arm64']) expect(names).toContain(`ffmpeg-${architecture}`);
    for (const { from } of copies(last)) expect(names).toContain(from);
  });

  it('copies what is there, and what .dockerignore lets in', () => {
    const entries = contextEntries();
    for (const entry of entries) expect(existsSync(join(ROOT, entry)), entry).toBe(true);
    const files = stages.flatMap(copies).filter(({ from }) => from === undefined);
    for (const { sources } of files) {
      for (const source of sources) if (source !== '.') expect(entries).toContain(source);
    }
  });

  it('has no folder in its context that nothing in the image could need', () => {
    const folders = contextEntries().filter(entry => !entry.includes('.'));
    expect(foldersNeeded(['image', 'workers', 'handlers', 'cli'])).toEqual(expect.arrayContaining(folders));
  });

  it('runs as somebody who is not root, and owns the one folder that may be written to', () => {
    const { user, scratch } = IMAGE_LAYOUT;
    expect(one('USER')).toBe(`${user}:${user}`);
    expect(JSON.parse(one('VOLUME'))).toEqual([scratch]);
    expect(copies(last).find(({ target }) => target === scratch)?.flags).toContain(`--chown=${user}:${user}`);
    expect(copies(last).filter(({ flags }) => flags.some(flag => flag.startsWith('--chown')))).toHaveLength(
      1,
    );
    expect(imageVariables()).toMatchObject({ TMPDIR: scratch, HOME: scratch });
  });

  it('needs no shell in the image that runs', () => {
    expect(last.instructions.map(([instruction]) => instruction)).not.toContain('RUN');
    const command = [JSON.parse(one('ENTRYPOINT')), JSON.parse(one('CMD'))].flat();
    expect(command).toEqual(IMAGE_LAYOUT.worker);
  });

  it('has ffmpeg where functions have it', () => {
    expect(copies(last).map(({ target }) => target)).toContain(IMAGE_LAYOUT.ffmpeg);
    expect(IMAGE_LAYOUT.ffmpeg).toBe(LAYER_FFMPEG);
  });

  it('makes each file that a container is started with', () => {
    const place = copies(last).find(({ from }) => from === 'build')?.target ?? '';
    const { worker, health, dashboard, bundle } = IMAGE_LAYOUT;
    for (const path of [worker[1], health[1], dashboard[1], bundle]) {
      expect(path.startsWith(`${place}/`), path).toBe(true);
      expect(existsSync(join(builtImage(), path.slice(place.length))), path).toBe(true);
    }
  });
});
