import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { z } from 'zod';
import type { Connection } from '../../../cli/aws/connection.ts';
import type { LedgerReader } from '../../../cli/ledger/ledgerReader.ts';
import type { Deployment } from '../../../contract/deployment.ts';
import type { Cluster } from '../../reads/cluster/inCluster.ts';
import type { Lead, Links } from '../../reads/looks/links.ts';
import type { Watch } from '../../store/watch.ts';
import type { Health } from '../../wire/health.ts';

/** GET asks; the others change something, and say in their body what. */
export type Method = 'GET' | 'POST' | 'DELETE';

/** Who calls. */
export interface Caller {
  /** As a proxy in front has signed in; null where there is none. */
  user: string | null;
}

/** A call. */
export interface Route<Given extends z.ZodObject = z.ZodObject> {
  method: Method;
  path: string;
  /** What it answers or does, in a sentence. */
  says: string;
  /** What it is given: of GET the query's fields, of all others the body's. */
  given: Given;
  answer: z.ZodType;
  run(given: z.infer<Given>, caller: Caller): unknown;
}

/** What the calls work with. */
export interface RouteParts {
  health: Health;
  deployment: Deployment;
  connection: Connection;
  watch: Watch;
  ledger: LedgerReader;
  s3: S3Client;
  links: Links;
  /** Of links by which a browser sends something to S3. */
  sendLead: Lead;
  sqs: SQSClient;
  logs: CloudWatchLogsClient;
  /** In which the dashboard runs; undefined where it runs in none. */
  cluster: Cluster | undefined;
}

/** A field that is misspelt would else leave a call more to do than it was meant to: all dead jobs instead of some. */
export function route<Given extends z.ZodObject>({ run, given, ...rest }: Route<Given>): Route {
  return { ...rest, given: given.strict(), run: (said, caller) => run(said as z.infer<Given>, caller) };
}
