import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EXPIRES_AT } from '../../contract/ledgerTable.ts';
import { BY_SEQUENCE, WEBHOOKS_KEY } from '../../contract/webhooks/webhooksTable.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { allow } from '../rules/allow.ts';
import { removalPolicy } from '../rules/removalPolicy.ts';

/** The table of webhooks: which there are, and what each was told. */
export class WebhooksTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, profile: Profile) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: profile.fixedNames ? `${profile.prefix}-webhooks` : undefined,
      partitionKey: text(WEBHOOKS_KEY.partition),
      sortKey: text(WEBHOOKS_KEY.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: EXPIRES_AT,
      removalPolicy: removalPolicy(profile),
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_SEQUENCE.name,
      partitionKey: text(BY_SEQUENCE.partition),
      sortKey: { name: BY_SEQUENCE.sort, type: AttributeType.NUMBER },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...BY_SEQUENCE.included],
    });
  }

  /** Which webhooks there are, and nothing else. */
  grantList(role: Role): void {
    allow(role, ['dynamodb:Query'], this.table.tableArn);
  }

  /** One webhook's items by key; no scan and no delete. */
  grantUse(role: Role): void {
    const actions = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'].map(name => `dynamodb:${name}`);
    allow(role, actions, this.table.tableArn);
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
