import type { ApiParts } from '../../api/contract.ts'
import type { CollectorFacts } from '../../collect/contract.ts'
import type { Config } from '../../config/config.ts'
import { fail } from '../../errors/catalogue.ts'
import { inspect } from '../../jobs/assess.ts'
import { loadSide } from '../../jobs/load-side.ts'
import type { WeighedSide } from '../../jobs/weigh.ts'
import { createFingerprinter } from '../../platform/fingerprint.ts'
import { readAddress } from '../../store/read-address.ts'
import type { Store } from '../../store/contract/store.ts'
import { chooseComparison } from '../choose-comparison.ts'
import { judgementOfItself } from '../diff/itself.ts'
import type { EnvironmentAddress } from '../diff/remembered.ts'
import { loadJudgement, ruleError } from '../judgement.ts'
import { judgingPlan } from '../judging-plan.ts'
import { packageVersion } from '../root.ts'
import type { Surroundings } from '../surroundings.ts'
import { toldApart } from './file-side.ts'
import { knowledgeOf } from './knowledge.ts'
import { takeSnapshot } from './take.ts'
import { storedLines } from './write-lines.ts'

/** What the parts of the API for snapshots are made of. */
export interface SnapshotPartsInput {
  readonly store: Pick<Store, 'snapshots'>
  readonly config: Config
  readonly collectors: readonly CollectorFacts[]
  readonly surroundings: Pick<Surroundings, 'cwd' | 'clock' | 'signal'>
}

/** Takes, gives and compares snapshots for the API. */
export function snapshotParts(input: SnapshotPartsInput): Pick<ApiParts, 'takeSnapshot' | 'giveSnapshot' | 'diff'> {
  const { snapshots } = input.store
  return {
    takeSnapshot: (lines) => takeSnapshot(lines, snapshots, input.surroundings.clock, input.config.vanished),
    giveSnapshot: async (address) =>
      storedLines(snapshots, await snapshots.resolve(environmentAddress(address)), packageVersion()),
    diff: (candidate, baseline) => diffStored(input, candidate, baseline),
  }
}

async function diffStored(
  { store, config, collectors, surroundings }: SnapshotPartsInput,
  ...addresses: readonly [candidate: string, baseline: string]
): ReturnType<ApiParts['diff']> {
  const { cwd, clock, signal } = surroundings
  const load = async (written: string): Promise<WeighedSide> => {
    const ref = await store.snapshots.resolve(environmentAddress(written))
    return loadSide(store.snapshots, ref, knowledgeOf(config, collectors, ref.environment))
  }
  const [a, b] = [await load(addresses[0]), await load(addresses[1])]
  const read = {
    candidate: toldApart(a, b.facts.name, addresses[0]),
    baseline: toldApart(b, a.facts.name, addresses[1]),
  }
  const { comparison } = chooseComparison(config, {}, read)
  const ofTwo = await loadJudgement(config, cwd, comparison?.profile)
  const judgement = a.facts.name === b.facts.name ? judgementOfItself(ofTwo) : ofTwo
  const { rules, exceptions, known, notices } = judgement
  const { pairs, shared, services } = config
  try {
    const { assessment } = await inspect({
      // Both sides are read: nobody collects.
      ...{ ...read, collectors: [], rules, exceptions, known, pairs, shared, services, signal },
      threshold: 'high',
      now: clock.now(),
      // Nothing is read: no secret is fingerprinted.
      fingerprint: createFingerprinter(),
      onCollect: () => {},
      // In a thread, whatever the rules are: who is asked for this is asked for other things too.
      judging: judgingPlan({ ...judgement, hasOwnExpressions: true }, config.judgeSeconds, clock),
    })
    return { ...assessment, notices: [...notices, ...assessment.notices] }
  } catch (error) {
    throw ruleError(error)
  }
}

function environmentAddress(text: string): EnvironmentAddress {
  const address = readAddress(text)
  if (address.type === 'environment') return address
  throw fail('snapshot-address', { address: text, problem: 'a server has no files of whoever asks it' })
}
