import type { LedgerJob } from '../../../contract/readJob.ts';
import type { PresetRendition } from '../../stock/presetRendition.ts';
import type { RenditionStock } from '../../stock/renditionStock.ts';
import type { SourceStock } from '../../stock/stock.ts';

/** An output that another preset made than the one that is deployed. */
export interface OlderOutput {
  /** Of the source. */
  key: string;
  rendition: PresetRendition;
  /** Of the output. */
  output: { bucket: string; key: string; sizeBytes: number };
  /** Null where the ledger has forgotten it. */
  presetHash: string | null;
  /** That made it, where the ledger knows. */
  maker: LedgerJob | undefined;
}

/** Of one source; whatever is being made anew is older until it is there. */
export function olderOutputs({ source, renditions }: SourceStock): OlderOutput[] {
  return renditions.flatMap(stock => {
    const { rendition, output, maker } = stock;
    if (!output || !isOlder(stock)) return [];
    const { key, sizeBytes } = output;
    return {
      key: source.key,
      rendition,
      output: { bucket: rendition.bucket, key, sizeBytes },
      presetHash: maker?.presetHash ?? null,
      maker,
    };
  });
}

function isOlder({ stand, maker, rendition }: RenditionStock): boolean {
  if (stand === 'older') return true;
  return maker?.presetHash !== undefined && maker.presetHash !== rendition.presetHash;
}
