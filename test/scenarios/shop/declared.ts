import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import type { Collector } from '../../../src/collect/contract.ts'
import { collectEnvironment } from '../../../src/collect/run.ts'
import { compare, type SideInput } from '../../../src/compare/compare.ts'
import { buildLexicon } from '../../../src/compare/lexicon.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import type { Place } from './template.ts'

const collectors = [awsAcm, awsEc2, awsRds, terraformState] as unknown as readonly Collector[]

/**
 * Collects one environment twice, as it is and as its state says, and compares the two: how many resources are the same, and
 * everything in which they are not.
 */
export async function compareDeclaredWithObserved(
  folder: string,
  endpoint: string,
  place: Place,
  state: string,
): Promise<{ readonly same: number; readonly problems: readonly string[] }> {
  const live = { account: 'main', assumeRole: `arn:aws:iam::${place.account}:role/evenkeel`, endpoint, maxAttempts: 2 }
  const fingerprint = createFingerprinter('a key of this test')
  const side = async (family: string, settings: unknown): Promise<SideInput> => {
    const facts = {
      name: place.environment,
      aliases: [],
      domains: [place.domain],
      accounts: { main: place.account },
      regions: { primary: place.region },
      baseDirectory: folder,
    }
    const { snapshot } = await collectEnvironment({
      facts,
      sources: [{ family, settings, where: 'evenkeel.yaml:1' }],
      collectors,
      services: [],
      signal: new AbortController().signal,
      fingerprint,
      now: new Date('2026-11-01T00:00:00Z'),
      onCollect: () => undefined,
    })
    const keys = [...snapshot.heads()].filter((head) => head.kind === 'network').map((head) => head.key)
    const lexicon = buildLexicon(
      {
        environment: facts.name,
        symbols: {},
        aliases: [],
        domains: facts.domains,
        accounts: facts.accounts,
        regions: facts.regions,
      },
      snapshot.heads(),
      snapshot.bodies(keys),
    )
    return { snapshot, lexicon }
  }
  const candidate = await side('terraform', { state })
  const baseline = await side('aws', live)
  const comparison = compare({ candidate, baseline, pairs: [], shared: [] })
  const unread = [...candidate.snapshot.coverage, ...baseline.snapshot.coverage].filter(
    (row) => row.status !== 'complete',
  )
  const views = [...comparison.views()]
  const problems = [
    ...unread.map((row) => `${row.origin.collector} ${row.kind}: ${row.reason}`),
    ...comparison.pairing.ambiguous.map((one) => one.reason),
    ...views
      .filter((view) => view.twin.method !== 'same-id')
      .map((view) => `${view.twin.kind} ${view.twin.name}: ${view.twin.method}`),
    ...views.flatMap((view) =>
      view.changes.map(
        (change) =>
          `${view.twin.kind} ${view.twin.name} ${change.at}: ${JSON.stringify(change.candidate?.canonical)} in the state, ${JSON.stringify(change.baseline?.canonical)} live`,
      ),
    ),
  ]
  return { same: views.filter((view) => view.twin.method === 'same-id').length, problems }
}
