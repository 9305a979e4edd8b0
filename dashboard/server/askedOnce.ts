/** Asks once, and has the same for whoever comes later; where that failed, the next one asks anew. */
export function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch(error => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}
