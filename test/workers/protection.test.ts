import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Protection } from '../../workers/entry/protection.ts';

const ARN = 'arn:aws:ecs:us-east-1:111122223333:task/fanreel/1234567890abcdef0';
const PATH = '/api/c0ffee-1/task-protection/v1/state';

interface Asked {
  ProtectionEnabled: boolean;
  ExpiresInMinutes?: number;
}

/**
 * The endpoint of the ECS agent as its source has it: unknown fields are refused, a failure of ECS's has status 200, an error of its own
 * or of AWS's the status that AWS gave.
 */
class Agent {
  readonly asked: Asked[] = [];
  readonly #news = new EventEmitter<{ asked: [Asked] }>();
  readonly #server: Server;
  isGiven = false;
  /** What it answers instead of doing it. */
  instead: ((response: ServerResponse) => void) | undefined;
  /** Of requests that are under way together. */
  most = 0;
  #now = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Agent> {
    const server = createServer();
    const agent = new Agent(server);
    server.on('request', (request, response) => void agent.#answer(request, response));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return agent;
  }

  get uri(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/c0ffee-1`;
  }

  async next(): Promise<Asked> {
    const [asked] = await once(this.#news, 'asked');
    return asked as Asked;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await this.next();
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#now += 1;
    this.most = Math.max(this.most, this.#now);
    const asked = JSON.parse(await text(request)) as Asked;
    expect([request.method, request.url]).toEqual(['PUT', PATH]);
    expect(
      Object.keys(asked).filter(key => key !== 'ProtectionEnabled' && key !== 'ExpiresInMinutes'),
    ).toEqual([]);
    await new Promise(done => setTimeout(done, 5));
    this.#now -= 1;
    this.asked.push(asked);
    if (this.instead) this.instead(response);
    else {
      this.isGiven = asked.ProtectionEnabled;
      const ExpirationDate = this.isGiven ? '2026-11-27T02:29:16Z' : null;
      respond(response, 200, {
        protection: { ExpirationDate, ProtectionEnabled: this.isGiven, TaskArn: ARN },
      });
    }
    this.#news.emit('asked', asked);
  }
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const blocked = (response: ServerResponse) =>
  respond(response, 200, { failure: { Arn: ARN, Detail: null, Reason: 'DEPLOYMENT_BLOCKED' } });

let agent: Agent;
let said: unknown[];
let hear: EventEmitter<{ said: [] }>;

beforeEach(async () => {
  agent = await Agent.start();
  said = [];
  hear = new EventEmitter();
});

afterEach(() => agent.stop());

function protectionBy(agentUri = agent.uri, times: { renewMs?: number; retryMs?: number } = {}): Protection {
  const say =
    (level: string) =>
    (_: unknown, ...about: unknown[]) => {
      said.push([level, ...about]);
      hear.emit('said');
    };
  const logger = { info: say('info'), warn: say('warn') };
  return new Protection({ agentUri, logger, ...times });
}

describe('a worker on ECS', () => {
  it('is protected while it has a message, for a quarter of an hour at a time, and not before or after', async () => {
    const protection = protectionBy();
    protection.note(false);
    protection.note(true);
    await agent.until(() => agent.isGiven);
    protection.note(false);
    await agent.until(() => !agent.isGiven);
    expect(agent.asked).toEqual([
      { ProtectionEnabled: true, ExpiresInMinutes: 15 },
      { ProtectionEnabled: false },
    ]);
    expect(said).toEqual([]);
  });

  it('asks again as long as its message takes, and no more once it is done', async () => {
    const protection = protectionBy(agent.uri, { renewMs: 10 });
    protection.note(true);
    await agent.until(() => agent.asked.length >= 4);
    expect(agent.asked.every(({ ProtectionEnabled }) => ProtectionEnabled)).toBe(true);
    protection.note(false);
    await agent.until(() => !agent.isGiven);
    const { length } = agent.asked;
    await new Promise(done => setTimeout(done, 60));
    expect(agent.asked).toHaveLength(length);
  });

  it('asks one thing at a time, and ends with the last word, however fast messages come and go', async () => {
    const protection = protectionBy();
    for (let message = 0; message < 50; message += 1) {
      protection.note(true);
      if (message % 7 === 0) await new Promise(done => setTimeout(done, 3));
      protection.note(false);
    }
    protection.note(true);
    await agent.until(() => agent.isGiven);
    await new Promise(done => setTimeout(done, 30));
    expect(agent.isGiven).toBe(true);
    expect(agent.most).toBe(1);
    expect(agent.asked.length).toBeLessThan(50);
    protection.note(false);
    await agent.until(() => !agent.isGiven);
  });

  it('that ECS does not protect says so once, asks again, and is protected as soon as it can be', async () => {
    agent.instead = blocked;
    const protection = protectionBy(agent.uri, { retryMs: 10 });
    protection.note(true);
    await agent.until(() => agent.asked.length >= 3);
    expect(said).toEqual([['warn', { protect: true, reason: 'DEPLOYMENT_BLOCKED' }]]);
    agent.instead = undefined;
    const heard = once(hear, 'said');
    await agent.until(() => agent.isGiven);
    await heard;
    expect(said.slice(1)).toEqual([['info', { protect: true }]]);
    protection.note(false);
    await agent.until(() => !agent.isGiven);
  });

  it('whose renewal fails asks again, for ECS may have taken protection back', async () => {
    const protection = protectionBy(agent.uri, { renewMs: 10, retryMs: 10 });
    protection.note(true);
    await agent.until(() => agent.isGiven);
    agent.instead = blocked;
    await agent.until(() => agent.asked.length >= 3);
    agent.instead = undefined;
    await agent.until(() => agent.asked.length >= 5);
    expect(agent.asked.every(({ ProtectionEnabled }) => ProtectionEnabled)).toBe(true);
    protection.note(false);
    await agent.until(() => !agent.isGiven);
  });

  it.each([
    [
      'an error of AWS',
      400,
      { requestID: 'r', error: { Arn: ARN, Code: 'AccessDeniedException', Message: 'not authorized' } },
      'AccessDeniedException: not authorized',
    ],
    [
      'an error of the agent',
      500,
      { error: { Code: 'ServerException', Message: 'Failed to find a task' } },
      'ServerException: Failed to find a task',
    ],
    [
      'a failure with more to say',
      200,
      { failure: { Arn: ARN, Reason: 'TASK_NOT_VALID', Detail: 'no service' } },
      'TASK_NOT_VALID: no service',
    ],
    [
      'a yes that is a no',
      200,
      { protection: { ProtectionEnabled: false, ExpirationDate: null, TaskArn: ARN } },
      'status 200, and it is as it was',
    ],
  ])('takes %s for a no, and says which', async (_, status, body, reason) => {
    agent.instead = response => respond(response, status, body);
    const heard = once(hear, 'said');
    protectionBy().note(true);
    await heard;
    expect(said).toEqual([['warn', { protect: true, reason }]]);
  });

  it('takes an answer that is no JSON, and none at all, for a no', async () => {
    agent.instead = response => response.writeHead(502).end('<html>');
    const heard = once(hear, 'said');
    protectionBy().note(true);
    await heard;
    const nobody = once(hear, 'said');
    protectionBy('http://127.0.0.1:1').note(true);
    await nobody;
    expect(said).toEqual([
      ['warn', { protect: true, reason: 'status 502, which says nothing that is known' }],
      ['warn', { protect: true, reason: expect.stringMatching(/^the agent does not answer: /) }],
    ]);
  });
});
