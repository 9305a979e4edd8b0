import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EXPIRES_AT, INDEXES, LEDGER_KEY } from '../../contract/ledgerTable.ts';
import type { Profile } from '../../profiles/schema/profile.ts';
import { allow } from '../rules/allow.ts';
import { removalPolicy } from '../rules/removalPolicy.ts';

/** The table with one item a job, and small ones beside it. */
export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, profile: Profile) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      tableName: profile.fixedNames ? `${profile.prefix}-jobs` : undefined,
      partitionKey: text(LEDGER_KEY),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: EXPIRES_AT,
      removalPolicy: removalPolicy(profile),
    });
    for (const [indexName, { partition, sort }] of Object.entries(INDEXES)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.ALL,
      });
    }
  }

  /** Items by key alone, to change what is there. */
  grantNotes(role: Role): void {
    const actions = ['BatchGetItem', 'UpdateItem'].map(name => `dynamodb:${name}`);
    allow(role, actions, this.table.tableArn);
  }

  /** Items by key, and the indexes; no scan and no delete. */
  grantUse(role: Role): void {
    const { tableArn } = this.table;
    const indexes = Object.keys(INDEXES).map(name => `${tableArn}/index/${name}`);
    const actions = ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'].map(name => `dynamodb:${name}`);
    allow(role, actions, tableArn);
    allow(role, ['dynamodb:Query'], tableArn, ...indexes);
  }
}

function text(name: string) {
  return { name, type: AttributeType.STRING };
}
