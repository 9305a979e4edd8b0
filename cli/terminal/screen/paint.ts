import { styleText } from 'node:util';

/** How a piece of text is to stand out, by Node's names. */
export type Style = Parameters<typeof styleText>[0];

/** Where text is shown. */
export type Painted = NodeJS.WritableStream;

/**
 * The text in colour, where `stream` is a terminal that shows it; Node's styleText looks at NO_COLOR, FORCE_COLOR and TERM.
 * Text made by others goes through printable() first.
 */
export function paint(style: Style, text: string, stream: Painted = process.stdout): string {
  return styleText(style, text, { stream });
}
