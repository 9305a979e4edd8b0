import { ahead, both, type Change, encoder, filters } from './changeArgs.ts';

/** A way to tell ffmpeg the same otherwise. */
export interface Setting {
  name: string;
  change: Change;
}

/** The commands as they are: how far figures differ by chance. */
export const CONTROL: Setting = { name: 'nothing, for the noise', change: args => args };

/** What is measured against the commands as they are: threads, filters, x264. */
export const SETTINGS: Setting[] = [
  {
    name: '`-threads 1`, decoder and encoder',
    change: both(ahead('-threads', '1'), encoder('-threads', '1')),
  },
  { name: '`-threads 1`, decoder alone', change: ahead('-threads', '1') },
  { name: '`-filter_threads 1`', change: ahead('-filter_threads', '1') },

  { name: 'scaler `fast_bilinear`', change: scaler('fast_bilinear') },
  { name: 'scaler `lanczos`', change: scaler('lanczos') },
  {
    name: 'scaler `bicubic+accurate_rnd+full_chroma_int`',
    change: scaler('bicubic+accurate_rnd+full_chroma_int'),
  },
  { name: 'no `pad`', change: without('pad') },
  { name: 'no `setparams`', change: without('setparams') },
  { name: 'no `fps`', change: without('fps') },
  {
    name: 'size worked out once, `eval=init`',
    change: filters(chain => chain.replaceAll('eval=frame', 'eval=init')),
  },

  { name: 'x264 `rc-lookahead=0` (no mbtree)', change: x264('rc-lookahead=0:mbtree=0') },
  { name: 'x264 `rc-lookahead=5`', change: x264('rc-lookahead=5') },
  { name: 'x264 `sync-lookahead=0`', change: x264('sync-lookahead=0') },
  { name: 'x264 `sliced-threads=1`', change: x264('sliced-threads=1') },
  { name: 'x264 `weightp=0`', change: x264('weightp=0') },
  { name: 'x264 `subme=1`', change: x264('subme=1') },
  { name: 'x264 `superfast`', change: encoder('-preset', 'superfast') },
];

function scaler(flags: string): Change {
  return filters(chain => chain.replace(/(?=:eval=frame)/, `:flags=${flags}`));
}

function x264(params: string): Change {
  return encoder('-x264-params', params);
}

/** Only commas without a backslash lie between filters. */
function without(name: string): Change {
  return filters(chain =>
    chain
      .split(/(?<!\\),/)
      .filter(filter => !filter.startsWith(`${name}=`))
      .join(','),
  );
}
