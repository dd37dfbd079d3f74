import { readFile } from 'node:fs/promises'
import type { CollectorFacts } from '../../collect/contract.ts'
import type { ComparisonConfig, Config } from '../../config/config.ts'
import { notifySettings, type NotifySettings } from '../../config/notify.ts'
import { loadJudgement, type Judgement } from '../judgement.ts'
import { openConfig } from '../open-config.ts'
import type { Surroundings } from '../surroundings.ts'

/** The configuration of a service, as it was when it started: changes of its files need a new start, those of exceptions do not. */
export interface ServiceConfiguration {
  readonly config: Config
  readonly collectors: readonly CollectorFacts[]
  readonly notify: NotifySettings
  /** In the order of the configuration. */
  readonly comparisons: readonly { readonly config: ComparisonConfig; readonly judgement: Judgement }[]
  /** What the configuration is read as, where no comparison is meant. */
  readonly judgement: Judgement
  /** Every text that was read for it, by path: threads open the same configuration. */
  readonly texts: ReadonlyMap<string, string>
}

/** Opens and checks all that a service goes by, so that what cannot stand ends the start. Throws every problem. */
export async function openConfiguration(
  named: string | undefined,
  surroundings: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<ServiceConfiguration> {
  const texts = new Map<string, string>()
  const keeping = async (path: string): Promise<string> => {
    const text = await readFile(path, 'utf8')
    texts.set(path, text)
    return text
  }
  const { config, collectors } = await openConfig(named, surroundings, keeping)
  const { env, cwd } = surroundings
  const notify = await notifySettings(config, { env, readFile: (path) => readFile(path, 'utf8') })
  const comparisons = []
  for (const comparison of config.comparisons) {
    comparisons.push({ config: comparison, judgement: await loadJudgement(config, cwd, comparison.profile) })
  }
  return { config, collectors, notify, comparisons, judgement: await loadJudgement(config, cwd), texts }
}
