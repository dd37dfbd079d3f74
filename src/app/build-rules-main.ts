import { writeFile } from 'node:fs/promises'
import {
  builtInPacks,
  builtRulesPath,
  checkedRules,
  digestOfPacks,
  writtenRules,
  type BuiltRules,
} from './built-in-rules.ts'
import { printError } from './print-error.ts'

const stderr = { write: (text: string) => void process.stderr.write(text), isTty: false, colour: false, columns: 100 }

/** The last step of `npm run build`: reads and checks the built-in packs, and leaves their rules in `dist/rules.json`. */
try {
  const packs = builtInPacks()
  const built: BuiltRules = { digest: digestOfPacks(packs), rules: await checkedRules(packs) }
  await writeFile(builtRulesPath(import.meta.url), writtenRules(built))
} catch (error) {
  process.exitCode = printError(error, { stderr, env: process.env })
}
