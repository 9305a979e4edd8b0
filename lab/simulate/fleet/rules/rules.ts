import { cdkService } from './cdkService.ts';
import { ecsSteps, ecsStepsOnSpot } from './ecsSteps.ts';
import { kedaAccurate, kedaDefault } from './kedaJobs.ts';
import { kedaObject } from './kedaObject.ts';
import type { Rule } from './rule.ts';

/** Those that are ours. */
export const OUR_RULES: Rule[] = [ecsSteps, ecsStepsOnSpot, kedaAccurate];

/** Those that are compared, each beside the one of ours that runs in the same place. */
export const RULES: Rule[] = [ecsSteps, ecsStepsOnSpot, cdkService, kedaAccurate, kedaDefault, kedaObject];
