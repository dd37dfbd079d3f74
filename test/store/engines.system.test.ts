import { describe } from 'vitest'
import { findingsSuite } from './findings/suite.ts'
import { repositoriesSuite } from './repositories/suite.ts'
import { snapshotsSuite } from './snapshots/suite.ts'
import { suspectSuite } from './snapshots/suspect-suite.ts'
import { describeDatabase } from './support/engines.ts'

describeDatabase('the store', (open) => {
  describe('outbox, tokens, gates, exceptions', () => repositoriesSuite(open))
  describe('collections and snapshots', () => snapshotsSuite(open))
  describe('readings that lost too much', () => suspectSuite(open))
  describe('assessments and findings', () => findingsSuite(open))
})
