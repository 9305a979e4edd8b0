/** What an attempt was made by, and where, if not in a function: `ffmpeg in a container`; undefined before that is chosen. */
export function engineWords({
  engine,
  compute,
}: {
  engine?: string | undefined;
  compute?: string | undefined;
}): string | undefined {
  return engine !== undefined && compute === 'container' ? `${engine} in a container` : engine;
}
