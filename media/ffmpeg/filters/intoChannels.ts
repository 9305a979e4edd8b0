/**
 * ffmpeg's audio filters from whatever channels come, also other ones half-way, to one or two. Left to ffmpeg, mono
 * goes to both sides 3 dB quieter, as if it were the centre of a room; browsers and players put it there as it is.
 */
export function intoChannels(channels: number): string {
  // A channel that a stream lacks adds nothing: of mono there is only FC, of stereo only FL and FR.
  return channels === 1
    ? 'aformat=channel_layouts=mono'
    : 'aformat=channel_layouts=mono|stereo,pan=stereo|FL=FL+FC|FR=FR+FC';
}
