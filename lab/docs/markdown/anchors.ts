import { withoutBlocks } from './blocks.ts';

/**
 * What a link may name behind `#`: a heading as GitHub makes an anchor of it (lower case, blanks as hyphens, without
 * punctuation, a number behind a repeated one), or an element's own id.
 */
export function anchorsOf(page: string): Set<string> {
  const prose = withoutBlocks(page);
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose.matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const anchor = slug(heading);
    let repeated = 0;
    while (anchors.has(numbered(anchor, repeated))) repeated += 1;
    anchors.add(numbered(anchor, repeated));
  }
  for (const [, id = ''] of prose.matchAll(/<[a-z]+\s[^>]*\bid="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

function slug(heading: string): string {
  const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function numbered(anchor: string, repeated: number): string {
  return repeated === 0 ? anchor : `${anchor}-${repeated}`;
}
