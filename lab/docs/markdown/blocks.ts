/** A fenced block of a page. */
export interface Block {
  /** Of its first line of text, from 1. */
  line: number;
  /** The words behind the fence: the language, and what else is said of it. */
  words: string[];
  text: string;
}

const FENCE = /^( *)(`{3,}|~{3,})(.*)$/;

/** The fenced blocks of a page, in order; one that is never closed ends with the page, as GitHub shows it. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; indent: number; block: Block } | undefined;
  for (const [index, line] of page.split('\n').entries()) {
    const [, indent = '', fence = '', words = ''] = FENCE.exec(line) ?? [];
    if (!open && fence) {
      const block = { line: index + 2, words: words.trim().split(/\s+/), text: '' };
      open = { fence, indent: indent.length, block };
      blocks.push(block);
    } else if (open && fence.startsWith(open.fence) && words.trim() === '') {
      open = undefined;
    } else if (open) {
      open.block.text += `${withoutIndent(line, open.indent)}\n`;
    }
  }
  return blocks;
}

/** The page with every fenced block as empty lines, so that lines keep their numbers. */
export function withoutBlocks(page: string): string {
  const lines = page.split('\n');
  for (const { line, text } of blocksOf(page)) {
    lines.fill('', line - 1, line - 2 + text.split('\n').length);
  }
  return lines.join('\n');
}

/** A fence in a list is indented, and its text with it. */
function withoutIndent(line: string, indent: number): string {
  return line.slice(0, indent).trim() === '' ? line.slice(indent) : line;
}
