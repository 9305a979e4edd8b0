import type { z } from 'zod';
import { CommandError } from '../../cli/terminal/commandError.ts';
import { explainIssues } from '../../presets/schema/explainIssues.ts';
import { OPEN_API_PATH, openApi } from './openApi.ts';
import type { Caller, Method, Route } from './routes/route.ts';

export interface Answer {
  status: number;
  body: unknown;
}

/** A call as it came. */
export interface Call {
  method: string;
  path: string;
  /** With its query. */
  url: string;
  caller: Caller;
  /** Reads the body, a JSON document. @throws {CommandError} where it is none, or larger than any call's. */
  body(): Promise<unknown>;
}

/** So long after it came an answer is good for whoever asks for the same, as long as nothing changes: pages that ask together cost one look, milliseconds. */
const KEEP_MS = 2_000;

/** Answers calls by their method, path, and query or body. */
export class Api {
  readonly #routes: Map<string, Map<Method, Route>>;
  readonly #description: object;
  readonly #explain: (error: unknown) => string;
  readonly #told: () => number;
  readonly #kept = new Map<string, { until: number; told: number; answer: Promise<Answer> }>();

  /**
   * @param explain what went wrong, in a sentence
   * @param told number of the last change that pages were told of: who asks because of it wants no answer that was read before it
   */
  constructor(routes: Route[], explain: (error: unknown) => string, told: () => number) {
    const paths = Map.groupBy(routes, one => one.path);
    this.#routes = new Map(
      [...paths].map(([path, some]) => [path, new Map(some.map(one => [one.method, one]))]),
    );
    this.#description = openApi(routes);
    this.#explain = explain;
    this.#told = told;
  }

  /** Null where nothing is called by this path. */
  answer(call: Call): Promise<Answer> | null {
    const { path } = call;
    const method = call.method === 'HEAD' ? 'GET' : call.method;
    if (path === OPEN_API_PATH && method === 'GET')
      return Promise.resolve({ status: 200, body: this.#description });
    const routes = this.#routes.get(path);
    if (!routes) return null;
    const route = routes.get(method as Method);
    if (!route) return Promise.resolve(notThisWay(path, [...routes.keys()]));
    if (method === 'GET') return this.#keep(route, call);
    // What was read before the change's end tells nothing of what is after it.
    this.#kept.clear();
    return this.#run(route, call.body, call.caller).finally(() => this.#kept.clear());
  }

  #keep(route: Route, { url, caller }: Call): Promise<Answer> {
    const now = performance.now();
    for (const [old, { until }] of this.#kept) if (until < now) this.#kept.delete(old);
    const told = this.#told();
    const kept = this.#kept.get(url);
    if (kept?.told === told) return kept.answer;
    const answer = this.#run(route, async () => fieldsOf(url), caller);
    // A look that takes long is under way once, however often it is asked for, while nothing changes.
    const asked = { until: Number.POSITIVE_INFINITY, told, answer };
    this.#kept.set(url, asked);
    answer.finally(() => {
      asked.until = performance.now() + KEEP_MS;
    });
    return answer;
  }

  async #run(route: Route, read: () => Promise<unknown>, caller: Caller): Promise<Answer> {
    try {
      const said = await read();
      const given = route.given.safeParse(said);
      if (!given.success) return { status: 400, body: { message: wrongWords(given.error, said, route) } };
      return { status: 200, body: await route.run(given.data, caller) };
    } catch (error) {
      // Of what has a cause somebody else is to blame, and it may pass.
      const status = error instanceof CommandError && error.cause === undefined ? 400 : 502;
      return { status, body: { message: this.#explain(error) } };
    }
  }
}

function fieldsOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://localhost').searchParams);
}

function wrongWords(error: z.ZodError, said: unknown, { method, path, given }: Route): string {
  return `${method} ${path}: ${explainIssues(error, said, given)}.`;
}

function notThisWay(path: string, methods: string[]): Answer {
  return { status: 405, body: { message: `${path} is called by ${methods.join(' or ')}.` } };
}
