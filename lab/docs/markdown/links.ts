import { withoutBlocks } from './blocks.ts';

export interface Link {
  /** Where it stands, from 1. */
  line: number;
  target: string;
}

/** `[text](target)`, `![text](target)`, with or without a title, and `[name]: target`. */
const LINK =
  /\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+["'][^"']*["'])?\s*\)|^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)/gm;

/** A page's links in order of their lines; what stands in code is none. */
export function linksOf(page: string): Link[] {
  const prose = withoutBlocks(page).replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, code => ' '.repeat(code.length));
  return [...prose.matchAll(LINK)].map(({ index, 1: inline, 2: defined }) => ({
    line: prose.slice(0, index).split('\n').length,
    target: inline ?? defined ?? '',
  }));
}
