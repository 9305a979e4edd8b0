import { CATALOGUE, type FailureClass, type FailureKind } from '../../../failures/catalogue.ts';

const HEADINGS: Record<FailureClass, string> = {
  input: 'The source or the message is at fault, for good (`input`)',
  preset: 'The preset or the code is at fault, for good (`preset`)',
  transient: 'What may pass, and is tried again (`transient`)',
};

/** Every code by which work ends, by class: when, and what the operator is told. */
export function refusalCodes(): string {
  return (Object.keys(HEADINGS) as FailureClass[]).map(section).join('\n\n');
}

function section(of: FailureClass): string {
  const kinds = (Object.entries(CATALOGUE) as [string, FailureKind][]).filter(
    ([, kind]) => kind.class === of,
  );
  const items = kinds.map(([code, { when, operator }]) => `- **\`${code}\`**: ${when}. *${operator}*`);
  return [`### ${HEADINGS[of]}`, items.join('\n')].join('\n\n');
}
