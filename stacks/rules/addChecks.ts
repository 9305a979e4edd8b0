import { type App, CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

/** One for the process: it takes a second to load every resource's schema. */
const SCHEMAS = new CloudFormationValidatePlugin();

/**
 * Lets synthesis fail on a breach of cdk-nag's AwsSolutions rules or of CloudFormation's own schemas. Exceptions
 * stand, with their reasons, where they are made.
 */
export function addChecks(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), SCHEMAS);
}
