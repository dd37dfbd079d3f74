import { readFile } from 'node:fs/promises'
import { families } from '../../../collectors/families.ts'
import { collectors as listed } from '../../../collectors/index.ts'
import type { Collector } from '../../collect/contract.ts'
import { kinds } from '../../model/kinds/index.ts'
import { ReportDocumentSchema } from '../../report/document-schema.ts'
import { cliPage } from './cli.ts'
import { collectorsPage } from './collectors.ts'
import { configurationPage } from './configuration.ts'
import { errorsPage } from './errors.ts'
import { kindsPage } from './kinds.ts'
import { profilesPage } from './profiles.ts'
import { rulesPage } from './rules.ts'
import { loadAllRules } from '../judgement.ts'
import { loadCollectors } from '../load-collectors.ts'
import { adjustmentTools, loadBuiltInProfiles } from '../adjust-rules.ts'
import { adjustRules } from '../../config/adjustments.ts'
import { profileAdjustments } from '../../config/profiles.ts'
import { block } from './markdown.ts'
import { policyDocument } from '../policy.ts'
import { rootPath } from '../root.ts'
import { schemaDocument } from '../schema.ts'

/** The reference as it should stand, by path from the root of the package: made from the code and the rule packs alone. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const collectors = await loadCollectors(listed)
  const rules = await loadAllRules([], '')
  const profiles = await loadBuiltInProfiles()
  const byProfile = new Map(
    profiles.profiles.map(({ name }) => [
      name,
      adjustRules(rules, profileAdjustments(profiles, { base: name }), adjustmentTools),
    ]),
  )
  return new Map([
    ['docs/reference/kinds.md', kindsPage(kinds)],
    ['docs/reference/errors.md', errorsPage()],
    ['docs/reference/rules.md', rulesPage(rules, byProfile)],
    ['docs/reference/profiles.md', profilesPage(profiles)],
    ['docs/reference/collectors.md', collectorsPage(collectors)],
    ['docs/reference/configuration.md', configurationPage(families)],
    ['docs/reference/cli.md', await cliPage()],
    ['docs/reference/report.schema.json', reportSchema()],
    ['docs/reference/evenkeel.schema.json', schemaDocument(families)],
    ['docs/getting-started.md', await withPolicy('docs/getting-started.md', collectors)],
  ])
}

function reportSchema(): string {
  const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', ...ReportDocumentSchema }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** A page written by hand, with the policy that all collectors need put into the block after its mark. */
async function withPolicy(path: string, collectors: readonly Collector[]): Promise<string> {
  const text = await readFile(rootPath(path), 'utf8')
  const policy = block('json', JSON.stringify(policyDocument(collectors), null, 2)).join('\n')
  return text.replace(/(?<=<!-- policy -->\n)```json\n[\s\S]*?\n```\n/, policy)
}
