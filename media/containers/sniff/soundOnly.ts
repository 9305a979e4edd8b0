/** How each container's start names video and sound; where it names sound alone, there are no pictures. */
const SIGNS: Record<string, { video: Buffer[]; sound: Buffer[] }> = {
  // All of Ogg's streams begin on its first pages.
  ogg: {
    video: texts('\x80theora', 'OVP80', 'BBCD', '\x01video'),
    sound: texts('\x01vorbis', 'OpusHead', '\x7fFLAC', 'Speex   '),
  },
  // Stream types, as ASF's header names them.
  asf: {
    video: [Buffer.from('c0ef19bc4d5bcf11a8fd00805f5c442b', 'hex')],
    sound: [Buffer.from('409e69f84d5bcf11a8fd00805f5c442b', 'hex')],
  },
  // iTunes's brands for sound. A video that bears one has its index at the start, or is taken for sound.
  mp4: { video: texts('vide'), sound: texts('ftypM4A ', 'ftypM4B ', 'ftypM4P ', 'ftypF4A ', 'ftypF4B ') },
};

/** True where a file's first bytes announce sound and no video. */
export function soundOnly(container: string, head: Buffer): boolean {
  const signs = SIGNS[container];
  if (!signs) return false;
  return signs.sound.some(sign => head.includes(sign)) && !signs.video.some(sign => head.includes(sign));
}

function texts(...all: string[]): Buffer[] {
  return all.map(text => Buffer.from(text, 'latin1'));
}
