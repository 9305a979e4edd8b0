import { execFileSync } from 'node:child_process';

/** What ffprobe, a second opinion, counts and reads in an output. */
export interface ProbedOutput {
  size: string;
  fps: string;
  frames: number;
  seconds: number;
  /** When the first frame is shown. */
  startSeconds: number;
  codec: string;
  pixelFormat: string;
  /** Null where there is no sound. */
  audioSeconds: number | null;
  /** What should be gone: rotation, pixels that are not square, other streams, chapters, titles. */
  leftovers: string[];
}

interface Stream {
  codec_type: string;
  codec_name: string;
  width: number;
  height: number;
  r_frame_rate: string;
  nb_read_packets: string;
  duration: string;
  start_time: string;
  pix_fmt: string;
  sample_aspect_ratio?: string;
  side_data_list?: { side_data_type: string }[];
}

interface Probed {
  streams: Stream[];
  chapters: unknown[];
  format: { tags?: Record<string, string> };
}

/** What a muxer writes of itself; all else in an output's tags came from the source. */
const OWN_TAGS = new Set(['major_brand', 'minor_version', 'compatible_brands', 'encoder']);

export function ffprobeOutput(path: string): ProbedOutput {
  const show = ['-show_streams', '-show_format', '-show_chapters', '-count_packets'];
  const json = execFileSync('/usr/bin/ffprobe', ['-v', 'error', ...show, '-of', 'json', `file:${path}`]);
  const probed = JSON.parse(json.toString()) as Probed;
  const video = probed.streams.find(stream => stream.codec_type === 'video');
  if (!video) throw new Error(`${path} has no video.`);
  const audio = probed.streams.find(stream => stream.codec_type === 'audio');
  return {
    size: `${video.width}x${video.height}`,
    fps: video.r_frame_rate,
    frames: Number(video.nb_read_packets),
    seconds: Number(video.duration),
    startSeconds: Number(video.start_time),
    codec: video.codec_name,
    pixelFormat: video.pix_fmt,
    audioSeconds: audio ? Number(audio.duration) : null,
    leftovers: leftoversOf(probed, video),
  };
}

function leftoversOf({ streams, chapters, format }: Probed, video: Stream): string[] {
  const tags = Object.keys(format.tags ?? {}).filter(tag => !OWN_TAGS.has(tag));
  return [
    ...(video.side_data_list ?? [])
      .map(({ side_data_type }) => side_data_type)
      .filter(type => /matrix/i.test(type)),
    ...(['1:1', undefined].includes(video.sample_aspect_ratio)
      ? []
      : [`pixels ${video.sample_aspect_ratio}`]),
    ...(streams.length > 2 ? [`${streams.length} streams`] : []),
    ...(chapters.length > 0 ? [`${chapters.length} chapters`] : []),
    ...tags.map(tag => `tag ${tag}`),
  ];
}
