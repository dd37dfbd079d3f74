import type { Api, ApiContext } from '../context.ts'
import { addAssessments } from './assessments.ts'
import { addComparisons } from './comparisons.ts'
import { addEnvironments } from './environments.ts'
import { addExceptions } from './exceptions.ts'
import { addFindings } from './findings.ts'
import { addGate } from './gate.ts'
import { addReports } from './reports.ts'
import { addRules } from './rules.ts'
import { addService } from './service.ts'
import { addSnapshots } from './snapshots.ts'
import { addSuspects } from './suspects.ts'
import { addTokens } from './tokens.ts'

/** Every route, one file per noun. */
export const routes: readonly ((api: Api, context: ApiContext) => void)[] = [
  addAssessments,
  addComparisons,
  addEnvironments,
  addExceptions,
  addFindings,
  addGate,
  addReports,
  addRules,
  addService,
  addSnapshots,
  addSuspects,
  addTokens,
]
