import { useMemoryDatabase } from '../support/databases.ts'
import { snapshotsSuite } from './suite.ts'

const database = useMemoryDatabase()

snapshotsSuite(async () => database().db)
