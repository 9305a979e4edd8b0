/** How every ffmpeg starts. -nostdin: a `q` on standard input would end the encode early, with exit code 0. */
export function quietArgs(): string[] {
  return ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
}
