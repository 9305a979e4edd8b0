/** What stands ahead of a picture that sets up its decoder, by ffmpeg's name of the codec: in the byte behind a start code. */
const SETUPS: Record<string, (byte: number) => boolean> = {
  // A sequence parameter set (ISO 14496-10, table 7-1; ISO 23008-2, table 7-1).
  h264: byte => (byte & 0x1f) === 7,
  hevc: byte => ((byte >> 1) & 0x3f) === 33,
  // A sequence header (ISO 13818-2, table 6-1).
  mpeg2video: byte => byte === 0xb3,
  mpeg1video: byte => byte === 0xb3,
};

/** Whether a decoder can be set up by a picture that begins so: some streams tell that at their start alone. */
export function hasSetup(codec: string, picture: Buffer): boolean {
  const isSetup = SETUPS[codec];
  if (!isSetup) return false;
  for (let at = picture.indexOf(START_CODE); at !== -1; at = picture.indexOf(START_CODE, at + 3)) {
    if (isSetup(picture[at + 3] ?? 0)) return true;
  }
  return false;
}

const START_CODE = Buffer.from([0, 0, 1]);
