import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { arn } from '../account.ts';
import type { SqsStore } from '../sqs/sqsStore.ts';
import { StorageError } from '../storageFaults.ts';
import { hasTargets, noSuchRule } from './eventsErrors.ts';
import { matchesPattern } from './matchesPattern.ts';

/** An event as its rules see it and their targets get it. */
export interface BusEvent {
  source: string;
  'detail-type': string;
  detail: object;
}

/** Which events a queue gets. */
export interface Rule {
  name: string;
  pattern: object;
  isEnabled: boolean;
  targets: { Id: string; Arn: string }[];
}

const LAYOUT = 1;

/** The default event bus, whose rules deliver to queues. Rules that were made by the API are in a file; a stack's are made at each start. */
export class EventsStore {
  readonly #path: string;
  readonly #sqs: SqsStore;
  readonly #made: Map<string, Rule>;
  #deployed: Rule[] = [];

  /** @throws {StorageError} where another version made the file. */
  constructor(path: string, sqs: SqsStore) {
    this.#path = path;
    this.#sqs = sqs;
    this.#made = readRules(path);
  }

  /** A stack's rules, in the place of those that it had. */
  deploy(rules: Rule[]): void {
    this.#deployed = rules;
  }

  put({ name, pattern, isEnabled }: Omit<Rule, 'targets'>): string {
    this.#made.set(name, { name, pattern, isEnabled, targets: this.#made.get(name)?.targets ?? [] });
    this.#write();
    return ruleArn(name);
  }

  /** @throws {AwsError} ValidationException while it has targets; one that is not there is no error. */
  delete(name: string): void {
    if (this.#made.get(name)?.targets.length) throw hasTargets();
    this.#made.delete(name);
    this.#write();
  }

  putTargets(name: string, targets: Rule['targets']): void {
    const rule = this.find(name);
    const ids = targets.map(({ Id }) => Id);
    rule.targets = [...rule.targets.filter(({ Id }) => !ids.includes(Id)), ...targets];
    this.#write();
  }

  removeTargets(name: string, ids: string[]): void {
    const rule = this.find(name);
    rule.targets = rule.targets.filter(({ Id }) => !ids.includes(Id));
    this.#write();
  }

  /** Of those that were made by the API. @throws {AwsError} ResourceNotFoundException. */
  find(name: string): Rule {
    const rule = this.#made.get(name);
    if (!rule) throw noSuchRule(name);
    return rule;
  }

  list(): Rule[] {
    return [...this.#deployed, ...this.#made.values()];
  }

  /** Puts an event into the queue of each target of each rule that it matches, in one commit. */
  deliver(event: BusEvent): void {
    const targets = this.list().flatMap(({ isEnabled, pattern, targets }) =>
      isEnabled && matchesPattern(pattern, event) ? targets : [],
    );
    const body = JSON.stringify(event);
    this.#sqs.transaction(() => {
      for (const { Arn } of targets) this.#sqs.send({ queue: Arn.split(':').at(-1) ?? '', body });
    });
  }

  #write(): void {
    const next = `${this.#path}.next`;
    writeFileSync(next, JSON.stringify({ layout: LAYOUT, rules: [...this.#made.values()] }), { flush: true });
    renameSync(next, this.#path);
  }
}

/** Of the default bus. */
export function ruleArn(name: string): string {
  return arn('events', `rule/${name}`);
}

function readRules(path: string): Map<string, Rule> {
  if (!existsSync(path)) return new Map();
  const { layout, rules } = JSON.parse(readFileSync(path, 'utf8')) as { layout: number; rules: Rule[] };
  if (layout !== LAYOUT)
    throw new StorageError(`${path} has layout ${layout} and this version knows ${LAYOUT}`);
  return new Map(rules.map(rule => [rule.name, rule]));
}
