import { describeDatabase } from '../support/engines.ts'
import { findingsSuite } from './suite.ts'

describeDatabase('findings and assessments', findingsSuite)
