import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cloudFormationAction } from '../../emulator/cloudFormation.ts';
import { eventsActions } from '../../emulator/events/eventsActions.ts';
import { logsActions } from '../../emulator/logs/logsHandler.ts';
import { s3Actions } from '../../emulator/s3/route.ts';
import { secretsActions } from '../../emulator/secrets/secretsActions.ts';
import { snsActions } from '../../emulator/sns/actions/index.ts';
import { sqsActions } from '../../emulator/sqs/actions/index.ts';
import { stsActions } from '../../emulator/sts/stsHandler.ts';

const ROOT = join(import.meta.dirname, '../..');

it('the table of what is answered is that of the code', () => {
  const readme = readFileSync(join(ROOT, 'emulator/README.md'), 'utf8');
  const [, table] = /<!-- generated -->\n(.*)<!-- \/generated -->/s.exec(readme) ?? [];
  expect(table).toBe(coverage());
});

function coverage(): string {
  const services: [string, Iterable<string>][] = [
    ['S3', s3Names()],
    ['SQS', sqsActions.keys()],
    ['SNS', snsActions.keys()],
    ['DynamoDB', dynamoNames()],
    ['STS', stsActions.keys()],
    ['Secrets Manager', secretsActions.keys()],
    ['EventBridge', eventsActions.keys()],
    ['CloudWatch Logs', logsActions.keys()],
    ['CloudFormation', [cloudFormationAction]],
  ];
  const rows = services.map(([service, names]) => `| ${service} | ${[...names].sort().join(', ')} |\n`);
  return `| service | actions |\n| --- | --- |\n${rows.join('')}`;
}

/** An action of buckets and of objects alike is two in AWS's words: GetBucketAcl and GetObjectAcl. */
function s3Names(): string[] {
  const routes = Object.entries(s3Actions).map(([route, { name }]) => {
    const scope = capital(/^\w+ (\w+)/.exec(route)?.[1] ?? '');
    return name.endsWith('Acl') ? name.replace('Acl', `${scope}Acl`) : name;
  });
  return [...routes.map(capital), 'CORS preflight'];
}

/** Dynalite has a file an action. */
function dynamoNames(): string[] {
  return readdirSync(join(ROOT, 'node_modules/dynalite/actions')).map(file =>
    capital(file.replace('.js', '')),
  );
}

function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
