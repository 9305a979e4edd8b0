import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What a hostile file tries to reach. */
export interface Targets {
  /** A file in the same folder as the hostile one. */
  file: string;
  /** An address on this machine, `http://127.0.0.1:port/canary.ts`. */
  url: string;
}

/** Writes into `folder` one `.mp4` of each kind that makes some program open another file or a socket. */
export async function writeHostileFiles(folder: string, targets: Targets): Promise<Record<string, string>> {
  const contents = hostileContents(targets);
  const paths: Record<string, string> = {};
  for (const [name, content] of Object.entries(contents)) {
    paths[name] = join(folder, `${name}.mp4`);
    await writeFile(paths[name], content);
  }
  return paths;
}

function hostileContents({ file, url }: Targets): Record<string, string | Buffer> {
  return {
    'hls-file': hls(`file://${file}`),
    'hls-relative': hls(basename(file)),
    'hls-http': hls(url),
    'hls-concat': hls(`concat:${file}|${file}`),
    'hls-key': hls(basename(file), `#EXT-X-KEY:METHOD=AES-128,URI="${url}"`),
    'hls-map': hls(basename(file), `#EXT-X-MAP:URI="file://${file}"`),
    'hls-master': `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${url}\n`,
    'hls-subtitles': `#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="s",NAME="s",URI="${url}"\n#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="s"\nfile://${file}\n`,
    'dash-file': dash(`file://${file}`),
    'dash-http': dash(url),
    'ffconcat-relative': `ffconcat version 1.0\nfile ${basename(file)}\n`,
    'ffconcat-absolute': `ffconcat version 1.0\nfile ${file}\n`,
    'ffconcat-http': `ffconcat version 1.0\nfile ${url}\n`,
    sdp: `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n`,
    'rtsp-text': `RTSPtext\n${url.replace('http:', 'rtsp:')}\n`,
    svg: `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64"><image width="64" height="64" xlink:href="file://${file}"/><image width="64" height="64" xlink:href="${url}"/></svg>`,
    'svg-entity': `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file://${file}">]><svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><text>&x;</text></svg>`,
    smil: `<smil><body><video src="${url}"/></body></smil>`,
    asx: `<asx version="3.0"><entry><ref href="${url}"/></entry></asx>`,
    pls: `[playlist]\nFile1=${url}\nNumberOfEntries=1\n`,
    'avi-gab2': aviWithSubtitles(hls(`file://${file}`)),
    'avi-gab2-http': aviWithSubtitles(hls(url)),
  };
}

function hls(segment: string, tag = ''): string {
  return `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:10\n${tag && `${tag}\n`}#EXTINF:10.0,\n${segment}\n#EXT-X-ENDLIST\n`;
}

function dash(url: string): string {
  return `<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT10S" minBufferTime="PT1S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">
<Period duration="PT10S"><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1000" codecs="avc1.42c00d" width="64" height="64">
<BaseURL>${url}</BaseURL><SegmentList duration="10"><SegmentURL media="${url}"/></SegmentList></Representation></AdaptationSet></Period></MPD>\n`;
}

/**
 * An AVI whose subtitle stream holds a file of its own (GAB2): ffmpeg opens that with whatever demuxer it looks like.
 * The one video frame is black, uncompressed, 16x16.
 */
function aviWithSubtitles(inner: string): Buffer {
  const frame = Buffer.alloc(16 * 16 * 3);
  const name = Buffer.from('x\0', 'utf16le');
  const payload = Buffer.from(inner);
  const gab2 = Buffer.concat([
    Buffer.from('GAB2\0'),
    u16(2),
    u32(name.length),
    name,
    u16(4),
    u32(payload.length),
    payload,
  ]);
  const header = list('hdrl', [
    chunk('avih', words(40_000, 0, 0, 0, 1, 0, 2, 768, 16, 16, 0, 0, 0, 0)),
    stream('vids', 'DIB ', words(40, 16, 16, 1 | (24 << 16), 0, 768, 0, 0, 0, 0), 768),
    stream('txts', '\0\0\0\0', Buffer.alloc(0), gab2.length),
  ]);
  const data = list('movi', [chunk('01tx', gab2), chunk('00db', frame)]);
  const body = Buffer.concat([Buffer.from('AVI '), header, data]);
  return chunk('RIFF', body);
}

function stream(type: string, handler: string, format: Buffer, bytes: number): Buffer {
  const fields = words(0, 0, 0, 1, 25, 0, 1, bytes, 0, 0, 0, 0);
  return list('strl', [
    chunk('strh', Buffer.concat([Buffer.from(type), Buffer.from(handler), fields])),
    chunk('strf', format),
  ]);
}

function list(type: string, chunks: Buffer[]): Buffer {
  return chunk('LIST', Buffer.concat([Buffer.from(type), ...chunks]));
}

function chunk(id: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id), u32(data.length), data, Buffer.alloc(data.length % 2)]);
}

function words(...values: number[]): Buffer {
  return Buffer.concat(values.map(u32));
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u16(value: number): Buffer {
  return u32(value).subarray(0, 2);
}
