import { useMemoryDatabase } from '../support/databases.ts'
import { suspectSuite } from './suspect-suite.ts'

const database = useMemoryDatabase()

suspectSuite(async () => database().db)
