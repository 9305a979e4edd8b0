/**
 * Name endings, in lower case, of which an upload is a video without a look at it: what the media layer's containers
 * are called by cameras, recorders and players, and a last line of what it refuses. Such a file is somebody's video all
 * the same, so its refusal has to be told. Endings that more than video bears (`.ogg`, `.dat`) are not in here.
 */
export const VIDEO_SUFFIXES = [
  ...['.mp4', '.mov', '.mkv', '.avi', '.webm', '.wmv', '.flv', '.m4v', '.ts', '.3gp', '.mpg'],
  // MP4 and QuickTime: phones, Flash, smooth streaming, Sony, Insta360, GoPro, DJI.
  ...['.mp4v', '.mpg4', '.qt', '.mqv', '.3gpp', '.3g2', '.3gp2', '.3gpp2', '.f4v', '.ismv', '.cmfv'],
  ...['.insv', '.lrv', '.lrf', '.360'],
  ...['.mk3d', '.divx', '.xvid'],
  // MPEG's streams: AVCHD, broadcast recorders, JVC's cameras, DVD.
  ...['.mts', '.m2ts', '.m2t', '.mpegts', '.tp', '.trp', '.tod'],
  ...['.mpeg', '.mpe', '.m2p', '.mod', '.vob', '.vro', '.evo'],
  ...['.asf', '.wm', '.dvr-ms', '.ogv', '.ogm'],
  ...['.mxf', '.gxf', '.dv', '.dif', '.rm', '.rmvb', '.wtv', '.nut', '.ivf', '.y4m', '.r3d', '.braw'],
  ...['.m1v', '.m2v', '.mpv', '.mp2v', '.h264', '.264', '.h265', '.265', '.hevc', '.mjpg', '.mjpeg'],
];

/** True for a name that ends like a video, in any case. */
export function hasVideoSuffix(name: string): boolean {
  const lower = name.toLowerCase();
  return VIDEO_SUFFIXES.some(suffix => lower.endsWith(suffix));
}
