/** Not 300 bytes of an AVI: the camera in its note makes MediaInfo count for seconds and take more than a gigabyte. */
export function endlessAvi(): Buffer {
  const pictures = [
    chunk('strh', Buffer.from('vidsmjpg'), words(0, 0, 0, 1, 25, 0, 600, 0, -1, 0, 0, 0)),
    chunk('strf', words(40, 64, 64, 0x18_0001), Buffer.from('MJPG'), words(64 * 64 * 3, 0, 0, 0, 0)),
  ];
  const header = words(40_000, 0, 0, 16, 600, 0, 1, 0, 64, 64, 0, 0, 0, 0);
  const headers = list('hdrl', chunk('avih', header), list('strl', ...pictures));
  const note = list('INFO', chunk('ISFT', Buffer.from('PENTAX K-x'.padEnd(39)), Buffer.alloc(1)));
  return chunk('RIFF', Buffer.from('AVI '), headers, note, list('movi'));
}

function list(type: string, ...content: Buffer[]): Buffer {
  return chunk('LIST', Buffer.from(type), ...content);
}

function chunk(id: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from(id), words(body.length), body]);
}

function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => void bytes.writeInt32LE(value, at * 4));
  return bytes;
}
