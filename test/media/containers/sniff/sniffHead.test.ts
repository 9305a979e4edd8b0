import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../../media/build/findFfmpeg.ts';
import { sniffHead } from '../../../../media/containers/sniff/sniffHead.ts';
import { HEAD_BYTES } from '../../../../pipeline/uploads/decideUpload.ts';

const folder = mkdtempSync(join(tmpdir(), 'fanreel-sniff-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What ffmpeg writes, as the head of an object of that size. */
async function made(name: string, args: string[]) {
  const path = join(folder, name);
  await promisify(execFile)(findFfmpeg(process.env), ['-v', 'error', ...args, path]);
  const whole = readFileSync(path);
  return sniffHead(whole.subarray(0, HEAD_BYTES), whole.length);
}
const VIDEO = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=10:duration=1'];
const SOUND = ['-f', 'lavfi', '-i', 'sine=duration=1'];

describe('a video is known by the start of its container', () => {
  it.each([
    ['mp4', []],
    ['mov', []],
    ['mkv', ['-c:v', 'mpeg4']],
    ['webm', ['-c:v', 'libvpx', '-b:v', '50k']],
    ['avi', []],
    ['flv', []],
    ['ts', ['-c:v', 'mpeg2video', '-r', '25']],
    ['m2ts', ['-c:v', 'mpeg2video', '-r', '25', '-mpegts_m2ts_mode', '1']],
    ['vob', ['-c:v', 'mpeg2video', '-r', '25']],
    ['mpg', ['-c:v', 'mpeg1video', '-r', '25']],
    ['wmv', []],
    ['ogv', ['-c:v', 'libtheora']],
    ['3gp', ['-c:v', 'mpeg4']],
    ['fragmented.mp4', ['-movflags', 'frag_keyframe+empty_moov+default_base_moof']],
  ])('%s', async (ending, args) => {
    expect(await made(`video.${ending}`, [...VIDEO, ...args])).toMatchObject({ isTaken: true });
  });

  it('MP4 that begins in its middle, an old QuickTime file without a brand, a transport stream cut in a packet', () => {
    const box = (type: string) => Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from(`${type}12345678`)]);
    for (const type of ['moov', 'mdat', 'styp', 'wide', 'free']) {
      expect(sniffHead(box(type), 16), type).toMatchObject({ isTaken: true });
    }
    const packets = Buffer.concat(
      Array.from({ length: 8 }, () => Buffer.from([0x47, ...Array(187).fill(1)])),
    );
    expect(sniffHead(packets.subarray(100), 1_404)).toMatchObject({ isTaken: true });
  });
});

describe('anything else is named', () => {
  it.each([
    ['ogg', [], 'sound without pictures'],
    ['m4a', [], 'sound without pictures'],
    ['wma', [], 'sound without pictures'],
    ['mp3', [], 'MP3 sound'],
    ['wav', [], 'WAV sound'],
    ['flac', [], 'FLAC sound'],
  ])('sound in %s', async (ending, args, what) => {
    expect(await made(`sound.${ending}`, [...SOUND, ...args])).toEqual({ isTaken: false, what });
  });

  it.each([
    ['jpg', 'a JPEG picture'],
    ['png', 'a PNG picture'],
    ['gif', 'a GIF picture'],
    ['mxf', 'an MXF file, which is not taken'],
  ])('%s', async (ending, what) => {
    const args = ending === 'mxf' ? ['-c:v', 'mpeg2video', '-r', '25'] : ['-frames:v', '1'];
    expect(await made(`other.${ending}`, [...VIDEO, ...args])).toEqual({ isTaken: false, what });
  });

  it.each([
    ['a letter that has "free" in the place of a box', Buffer.from('The free world\n'), 'text'],
    ['a HEIF picture', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1'), 'a picture'],
    ['a playlist', Buffer.from('#EXTM3U\n#EXTINF:1,\na.ts\n'), 'an HLS playlist'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'a PDF document'],
    ['noise', Buffer.from('00ff13a7c8', 'hex'), 'no container that is taken'],
    ['one byte', Buffer.from('G'), 'text'],
  ])('%s', (_, head, what) => {
    expect(sniffHead(head, head.length)).toEqual({ isTaken: false, what });
  });
});
