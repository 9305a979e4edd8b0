import { LIKE_BASE } from '../../clips/controls.ts';
import type { CorpusFile } from '../../file/corpusFile.ts';

/** What the lists point at: tests plant a file and a listener there and see that neither is touched. */
export interface Canary {
  file: string;
  url: string;
}

const SDP = [
  'v=0',
  'o=- 0 0 IN IP4 127.0.0.1',
  's=x',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=video 5004 RTP/AVP 96',
  'a=rtpmap:96 H264/90000\n',
].join('\n');

/** Files that make a careless decoder read something else. */
export function hostile({ file, url }: Canary): CorpusFile[] {
  const relative = 'canary-rel.ts';
  return [
    list('hls-file.mp4', 'a playlist of a local file', hls(`file://${file}`)),
    list('hls-http.mp4', 'a playlist of a local server', hls(url)),
    list(
      'hls-imds.mp4',
      "a playlist of the cloud's metadata service",
      hls('http://169.254.169.254/latest/meta-data/x.ts'),
    ),
    list('hls-concat.mp4', 'a playlist with the concat protocol', hls(`concat:${file}|${file}`)),
    list('ffconcat-abs.mp4', 'a list with an absolute path', `ffconcat version 1.0\nfile ${file}\n`),
    list('ffconcat-rel.mp4', 'a list with a relative path', `ffconcat version 1.0\nfile ${relative}\n`),
    list('sdp-named.mp4', 'opens sockets and waits', SDP),
    {
      file: 'rtsptext.mp4',
      verdict: 'refuse:unreadable',
      says: "QuickTime's redirect to a stream",
      bytes: () => Buffer.from('RTSPtext\nrtsp://127.0.0.1:18080/x\n'),
    },
    {
      file: 'mov-dref-alis.mp4',
      verdict: 'accept',
      says: "(our rule) an outside reference is not followed: the file's own data is all that is read",
      out: LIKE_BASE,
      bytes: read => withOutsideReference(read('base.mp4')),
    },
  ];
}

function list(file: string, says: string, content: string): CorpusFile {
  return { file, verdict: 'refuse:container', says, bytes: () => Buffer.from(content) };
}

function hls(target: string): string {
  return `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\n${target}\n#EXT-X-ENDLIST\n`;
}

/** The first track's data reference no longer says that the data is in this file. */
function withOutsideReference(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.write('alis\0\0\0\0', copy.indexOf('url \0\0\0\x01', 0, 'latin1'), 'latin1');
  return copy;
}
