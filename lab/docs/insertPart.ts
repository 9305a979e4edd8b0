/**
 * A page with `text` in the place of its part of that name, which lies between `<!-- generated: NAME -->` and
 * `<!-- end of NAME -->`; what stands around these is written by hand.
 * @throws {Error} when the page has no such place, or more than one.
 */
export function insertPart(page: string, name: string, text: string): string {
  const begin = `<!-- generated: ${name} -->`;
  const end = `<!-- end of ${name} -->`;
  const [before = '', behind = '', ...others] = page.split(begin);
  const [, after, ...more] = behind.split(end);
  if (after === undefined || before.includes(end) || others.length + more.length > 0) {
    throw new Error(`The page needs "${begin}" and behind it "${end}", each once.`);
  }
  return `${before}${begin}\n\n${text.trim()}\n\n${end}${after}`;
}
