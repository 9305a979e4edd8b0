import { Dashboard as CloudWatchDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { functionsRow } from './functionsRow.ts';
import { heading } from './graphs.ts';
import { type OverallProps, overallRow } from './overallRow.ts';
import { renditionRow } from './renditionRow.ts';

/**
 * One page for an operator: what the whole deployment does, then a row for each rendition. It finds the functions and
 * their queues in the scope that it stands in, so it is made last.
 */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: OverallProps) {
    super(scope, id);
    const page = new CloudWatchDashboard(this, 'Page', { dashboardName: props.prefix });
    page.addWidgets(heading('All renditions'));
    page.addWidgets(...overallRow(scope, props));
    page.addWidgets(...functionsRow(scope, props.prefix));
    for (const rendition of props.renditions) {
      page.addWidgets(heading(rendition.name));
      page.addWidgets(...renditionRow(rendition, props.prefix));
    }
  }
}
