import { z } from 'zod';
import { OPEN_API_PATH, openApi } from './openApi.ts';
import type { Route } from './routes.ts';

export interface Answer {
  status: number;
  body: unknown;
}

/** So long an answer is good for whoever asks for the same: pages that ask together cost one look, milliseconds. */
const KEEP_MS = 2_000;

/** Answers calls by their path and query. */
export class Api {
  readonly #routes: Map<string, Route>;
  readonly #description: object;
  readonly #explain: (error: unknown) => string;
  readonly #kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  /** @param explain what went wrong, in a sentence */
  constructor(routes: Route[], explain: (error: unknown) => string) {
    this.#routes = new Map(routes.map(one => [one.path, one]));
    this.#description = openApi(routes);
    this.#explain = explain;
  }

  /** Null where there is no such call. */
  answer(path: string, url: string): Promise<Answer> | null {
    if (path === OPEN_API_PATH) return Promise.resolve({ status: 200, body: this.#description });
    const route = this.#routes.get(path);
    if (!route) return null;
    const now = performance.now();
    for (const [asked, { until }] of this.#kept) if (until < now) this.#kept.delete(asked);
    const kept = this.#kept.get(url);
    if (kept) return kept.answer;
    const answer = this.#ask(route, url);
    this.#kept.set(url, { until: now + KEEP_MS, answer });
    return answer;
  }

  async #ask(route: Route, url: string): Promise<Answer> {
    const { searchParams } = new URL(url, 'http://localhost');
    const query = route.query.safeParse(Object.fromEntries(searchParams));
    if (!query.success) return { status: 400, body: { message: z.prettifyError(query.error) } };
    try {
      return { status: 200, body: await route.read(query.data) };
    } catch (error) {
      return { status: 502, body: { message: this.#explain(error) } };
    }
  }
}
