import { useMemoryDatabase } from '../support/databases.ts'
import { repositoriesSuite } from './suite.ts'

const database = useMemoryDatabase()

repositoriesSuite(async () => database().db)
