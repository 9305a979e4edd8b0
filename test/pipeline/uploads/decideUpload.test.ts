import { describe, expect, it, vi } from 'vitest';
import { VIDEO_SUFFIXES } from '../../../contract/keys/videoSuffixes.ts';
import { decideUpload, leftAloneSentence } from '../../../pipeline/uploads/decideUpload.ts';
import { FOREIGN_ENDINGS } from '../../../pipeline/uploads/foreignEndings.ts';

const neverRead = () => {
  throw new Error('Its content was read');
};
const of = (text: string) => () => ({ bytes: Buffer.from(text), sizeBytes: text.length });

describe('by name alone, in any case', () => {
  it.each([
    ...['clip.MTS', 'a/Clip.Mp4', 'b.m2ts', 'c.mpeg', 'd.ogv', 'e.3g2', 'f.asf', 'VIDEO_TS/g.VOB', 'h.mxf'],
    ...[
      'i.qt',
      'j.divx',
      'k.mod',
      'l.TOD',
      'm.dv',
      'n.mk3d',
      'o.insv',
      'p.LRV',
      'q.mp4v',
      '.mp4',
      'notes.txt.mp4',
    ],
  ])('%j is a video', async key => {
    expect(await decideUpload(key, neverRead)).toBe('video');
  });

  it.each([
    ['photo.JPG', '(.jpg)'],
    ['clip.mp4.json', '(.json)'],
    ['a.b/subtitles.Srt', '(.srt)'],
    ['song.mp3', '(.mp3)'],
    ['.DS_Store', '(.ds_store)'],
    ['clip.mp4.crdownload', '(.crdownload)'],
    ['folder/', 'folder marker'],
    ['folder.mp4/', 'folder marker'],
  ])('%j is left alone', async (key, why) => {
    expect(await decideUpload(key, neverRead)).toEqual({ leftAlone: expect.stringContaining(why) });
  });

  it('no ending is taken for both', () => {
    expect(VIDEO_SUFFIXES.filter(suffix => FOREIGN_ENDINGS.has(suffix.slice(1)))).toEqual([]);
    expect(new Set(VIDEO_SUFFIXES).size).toBe(VIDEO_SUFFIXES.length);
  });
});

describe('by content, where the name does not tell', () => {
  it.each(['upload-123', 'movie.bin', 'v1.2 final', 'a.mp4/0001', 'music.ogg', 'clip.mp4 ', 'b.tmp'])(
    '%j is read once',
    async key => {
      const peek = vi.fn(of('\x1a\x45\xdf\xa3'));
      peek.mockReturnValue({ bytes: Buffer.from('1a45dfa3', 'hex'), sizeBytes: 4 });
      expect(await decideUpload(key, peek)).toBe('video');
      expect(peek).toHaveBeenCalledTimes(1);
    },
  );

  it.each([
    ['text', of('Dear all,\n'), 'by its content (text)'],
    ['nothing', of(''), 'is empty'],
    ['what has gone', () => ({ leftAlone: 'was gone' }), 'was gone'],
  ])('%s is left alone', async (_, peek, why) => {
    expect(await decideUpload('upload-123', peek)).toEqual({ leftAlone: expect.stringContaining(why) });
  });
});

it('has a sentence for the log', async () => {
  const decision = await decideUpload('a.txt', neverRead);
  if (decision === 'video') throw new Error('It is no video');
  expect(leftAloneSentence('a.txt', decision)).toBe('"a.txt" is not a video by its name (.txt): left alone.');
});
