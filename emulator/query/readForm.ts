/** A form-encoded request as a tree: `A.1.Name=x` becomes `{A: {1: {Name: 'x'}}}`. */
export interface FormTree {
  [key: string]: string | FormTree;
}

/** Reads the body of a Query request. A key that is both a value and a parent keeps what came last. */
export function readForm(body: string): FormTree {
  const root = emptyTree();
  for (const [path, value] of new URLSearchParams(body)) {
    const steps = path.split('.');
    const last = steps.pop() ?? path;
    let node = root;
    for (const step of steps) {
      const known = node[step];
      const next = typeof known === 'object' ? known : emptyTree();
      node[step] = next;
      node = next;
    }
    node[last] = value;
  }
  return root;
}

/** The children of a numbered list, `{1: a, 2: b}`, in the order of their numbers. */
export function formList(tree: FormTree): (string | FormTree)[] {
  return Object.entries(tree)
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

/** No prototype, so that a request cannot name `__proto__` and mean it. */
function emptyTree(): FormTree {
  return Object.create(null);
}
