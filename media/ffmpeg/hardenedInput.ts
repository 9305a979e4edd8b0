import { MAX_FRAME_PIXELS } from '../accepted.ts';
import { DECODERS } from './decode/decoders.ts';

/**
 * The only formats ffmpeg may take a stranger's bytes for, by the names ffmpeg 4 to 7 know them. This flag decides:
 * playlists (HLS, DASH, concat, SDP) dressed up as video would otherwise open files and sockets.
 */
const FORMATS = 'mov,matroska,webm,avi,flv,mpegts,mpeg,asf,ogg';

/** The probe refuses files above this; here it bounds a demuxer's memory should the header have lied. */
const MAX_DEMUXED_STREAMS = '64';

/**
 * The most one buffer may take, bytes: an 8K frame of floats, as tone mapping uses them, has 425 MB. A header that
 * asks for a larger table is lying.
 */
const MAX_BUFFER_BYTES = String(512 * 1024 * 1024);

export interface HardenedInputOptions {
  /** Of the decoder; without it ffmpeg uses every core. */
  threads?: number;
  /** Start here, seconds into the file, or by its own clock. */
  seekSeconds?: number;
  /** A bitstream filter that the packets of the video go through before they are decoded. */
  packetFilter?: string | null;
  /** The edit list tells no lengths (Clock.openEdits): only its start is taken, or nothing at all would be shown. */
  openEdits?: boolean;
  /** Only so many bytes of the file are read. */
  endBytes?: number;
  /** The file's times are taken as they are, and not counted from where it starts. It is read from the key frame before `seekSeconds` on. */
  ownClock?: boolean;
  /** The most a frame may have, pixels; for want of it, the most any source may have. */
  maxPixels?: number;
}

/**
 * ffmpeg's arguments to open a stranger's file, the same for every ffmpeg this project runs. The file is always local:
 * of a URL, playlists would be allowed to reach out. `file:` keeps ffmpeg from reading a path as an option, a pattern
 * or a protocol, and the protocol whitelist keeps whatever it opens from naming another one.
 */
export function hardenedInput(path: string, options: HardenedInputOptions = {}): string[] {
  const { threads, packetFilter, openEdits, endBytes, ownClock, seekSeconds } = options;
  const { maxPixels = MAX_FRAME_PIXELS } = options;
  const file = `file:${path}`;
  return [
    ...(ownClock ? ['-copyts'] : []),
    ...[
      '-protocol_whitelist',
      endBytes === undefined ? 'file' : 'file,subfile',
      '-format_whitelist',
      FORMATS,
      '-codec_whitelist',
      DECODERS.join(','),
    ],
    ...[
      '-max_streams',
      MAX_DEMUXED_STREAMS,
      '-max_pixels',
      String(maxPixels),
      '-max_alloc',
      MAX_BUFFER_BYTES,
    ],
    ...(threads === undefined ? [] : ['-threads', String(threads)]),
    // Else ffmpeg counts from where the file starts, and would cut off by that as well.
    ...(ownClock && seekSeconds !== undefined ? ['-noaccurate_seek', '-seek_timestamp', '1'] : []),
    ...(seekSeconds === undefined ? [] : ['-ss', String(seekSeconds)]),
    ...(packetFilter ? ['-bsf:v', packetFilter] : []),
    ...(openEdits ? ['-advanced_editlist', '0'] : []),
    ...['-i', endBytes === undefined ? file : `subfile,,start,0,end,${endBytes},,:${file}`],
  ];
}
