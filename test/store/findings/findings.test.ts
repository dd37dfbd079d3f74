import { describe } from 'vitest'
import { useMemoryDatabase } from '../support/databases.ts'
import { findingsSuite } from './suite.ts'

describe('findings and assessments in memory', () => {
  const store = useMemoryDatabase()
  findingsSuite(() => store().db)
})
