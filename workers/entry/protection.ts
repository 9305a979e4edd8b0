import type { Logger } from '@aws-lambda-powertools/logger';
import { z } from 'zod';

/** ECS takes protection back by itself after so long, minutes: a worker that stands still is kept no longer than that. */
const EXPIRES_MINUTES = 15;

/** Asked for anew while a message takes longer; two that fail are made good for in time, milliseconds. */
const RENEW_MS = 5 * 60_000;

/** After an answer that was no yes, milliseconds. */
const RETRY_MS = 30_000;

/** The agent itself gives ECS four seconds, and tries again, milliseconds. */
const TIMEOUT_MS = 15_000;

/** What the agent answers with: one of three, the first two of them with status 200. */
const answerSchema = z.object({
  protection: z.object({ ProtectionEnabled: z.boolean() }).optional(),
  failure: z.object({ Reason: z.string().nullish(), Detail: z.string().nullish() }).optional(),
  error: z.object({ Code: z.string(), Message: z.string() }).optional(),
});

export interface ProtectionOptions {
  /** Of the ECS agent, as it says it to each container (ECS_AGENT_URI). */
  agentUri: string;
  logger: Pick<Logger, 'info' | 'warn'>;
  /** Milliseconds. */
  renewMs?: number;
  retryMs?: number;
}

/**
 * Has ECS leave this task alone while it has a message: neither scaling nor a deployment ends a task that is protected; Spot does, and
 * whoever stops it by hand. A message is worked on whether ECS says yes or no. What can be lost without is the time that the encode has
 * taken so far, for a worker that is told to end gives its message back; one that waited for a yes would let the queue stand still with
 * each fault of the agent, and in each deployment that ECS blocks protection for (DEPLOYMENT_BLOCKED).
 */
export class Protection {
  readonly #url: string;
  readonly #logger: ProtectionOptions['logger'];
  readonly #renewMs: number;
  readonly #retryMs: number;
  #isWanted = false;
  /** As ECS has last said; undefined where nobody knows. */
  #isGiven: boolean | undefined = false;
  #isAsking = false;
  #timer: NodeJS.Timeout | undefined;
  /** Why it was last refused. */
  #refused: string | undefined;

  constructor({ agentUri, logger, renewMs = RENEW_MS, retryMs = RETRY_MS }: ProtectionOptions) {
    this.#url = `${agentUri}/task-protection/v1/state`;
    this.#logger = logger;
    this.#renewMs = renewMs;
    this.#retryMs = retryMs;
  }

  /** The worker has a message, or has none any more. */
  note(isBusy: boolean): void {
    this.#isWanted = isBusy;
    void this.#settle();
  }

  /** One request at a time, until ECS has said what is wanted by now. */
  async #settle(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    clearTimeout(this.#timer);
    let refused: string | undefined;
    while (this.#isGiven !== this.#isWanted && refused === undefined) {
      const isWanted = this.#isWanted;
      refused = await this.#ask(isWanted);
      this.#isGiven = refused === undefined ? isWanted : undefined;
      // What has changed meanwhile is a new question.
      if (isWanted !== this.#isWanted) refused = undefined;
    }
    this.#isAsking = false;
    this.#tell(refused);
    if (refused !== undefined) this.#again(this.#retryMs);
    else if (this.#isWanted) this.#again(this.#renewMs);
  }

  /** Nobody stays up for it. */
  #again(afterMs: number): void {
    this.#timer = setTimeout(() => {
      this.#isGiven = undefined;
      void this.#settle();
    }, afterMs).unref();
  }

  /** Why it was refused; undefined where it was not. */
  async #ask(isWanted: boolean): Promise<string | undefined> {
    try {
      const response = await fetch(this.#url, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ProtectionEnabled: isWanted,
          ...(isWanted && { ExpiresInMinutes: EXPIRES_MINUTES }),
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return refusalIn(await response.text(), response.status, isWanted);
    } catch (error) {
      return `the agent does not answer: ${(error as Error).message}`;
    }
  }

  /** Once for each reason, not for each try. */
  #tell(refused: string | undefined): void {
    if (refused !== undefined && refused !== this.#refused) {
      this.#logger.warn('ECS does not do as asked; scaling or a deployment may end this task in mid-work.', {
        ...{ protect: this.#isWanted, reason: refused },
      });
    } else if (refused === undefined && this.#refused !== undefined) {
      this.#logger.info('ECS does as asked again.', { protect: this.#isWanted });
    }
    this.#refused = refused;
  }
}

function refusalIn(text: string, status: number, isWanted: boolean): string | undefined {
  const parsed = answerSchema.safeParse(jsonIn(text));
  if (!parsed.success) return `status ${status}, which says nothing that is known`;
  const { protection, failure, error } = parsed.data;
  if (protection?.ProtectionEnabled === isWanted) return undefined;
  if (failure) return [failure.Reason, failure.Detail].filter(Boolean).join(': ') || 'it gives no reason';
  if (error) return `${error.Code}: ${error.Message}`;
  return `status ${status}, and it is as it was`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
