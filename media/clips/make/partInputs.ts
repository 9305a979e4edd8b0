import { maxPixelsOf } from '../../ffmpeg/decode/maxPixels.ts';
import { soundDecoderArgs } from '../../ffmpeg/decode/soundDecoderArgs.ts';
import { videoDecoderArgs } from '../../ffmpeg/decode/videoDecoderArgs.ts';
import { settledInput } from '../../ffmpeg/encode/audioArgs.ts';
import { hardenedInput } from '../../ffmpeg/hardenedInput.ts';
import { oneChainArgs } from '../../ffmpeg/oneChain.ts';
import type { PartFile } from './partFile.ts';

/** Of a part, the numbers of the inputs that its pictures and its sound come from. */
export type Inputs = (part: number) => { picture: number; sound: number };

/** With more inputs than this each decoder holds few pictures, since all of them are open from the start. */
const MAX_FULL_DECODERS = 2;

/** ffmpeg's arguments that open parts: first their files, then those of sound that was settled. */
export function partInputs(parts: PartFile[], { heardOnly = false } = {}): string[] {
  const threads = parts.length > MAX_FULL_DECODERS ? { threads: 1 } : {};
  return [
    ...parts.flatMap(({ cut, fetched, opened, settled }) => [
      ...(heardOnly ? ['-vn'] : videoDecoderArgs(cut)),
      ...(settled === null ? soundDecoderArgs(cut.audio) : []),
      ...oneChainArgs(cut.video),
      ...hardenedInput(fetched.path, { ...opened, ...threads, maxPixels: maxPixelsOf(cut) }),
    ]),
    ...parts.flatMap(({ settled }) => (settled === null ? [] : settledInput(settled))),
  ];
}

/** The inputs that partInputs opens; `first` is the number of the first one. */
export function inputsOf(parts: PartFile[], first = 0): Inputs {
  let next = first + parts.length;
  const numbers = new Map(
    parts.map(({ part, settled }, at) => [
      part,
      { picture: first + at, sound: settled === null ? first + at : next++ },
    ]),
  );
  return part => {
    const found = numbers.get(part);
    if (!found) throw new TypeError(`Part ${part} is not open.`);
    return found;
  };
}
