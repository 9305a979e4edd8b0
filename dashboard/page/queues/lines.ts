/** What is drawn of a queue; each line has a dash of its own, for who does not tell colours apart. */
export const LINES = [
  { of: 'visible', label: 'waiting', mark: '━', dash: [] },
  { of: 'inFlight', label: 'in flight', mark: '╍', dash: [8, 4] },
  { of: 'delayed', label: 'delayed', mark: '┅', dash: [4, 4] },
  { of: 'dead', label: 'dead', mark: '┉', dash: [2, 3] },
] as const;
