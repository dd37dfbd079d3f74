import type { Collector } from '../../collect/contract.ts'
import type { Config } from '../../config/config.ts'
import { configNames } from '../../config/find.ts'
import { EvenkeelError } from '../../errors/catalogue.ts'
import { isFileAddress } from '../../store/read-address.ts'
import { collectors } from '../../../collectors/index.ts'
import type { Sides } from '../choose-comparison.ts'
import { openConfig } from '../open-config.ts'
import type { Surroundings } from '../surroundings.ts'

/** A configuration, or what stands for one where there is none. */
export interface OpenedConfig {
  readonly config: Config
  readonly collectors: readonly Collector[]
  /** False: there is no configuration; two files are judged by the built-in rules without exceptions. */
  readonly found: boolean
}

/** The configuration as openConfig gives it; none is needed where both sides are files, none is named and none is found. */
export async function openConfigFor(
  options: { readonly config?: string | undefined } & Sides,
  surroundings: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<OpenedConfig> {
  try {
    return { ...(await openConfig(options.config, surroundings)), found: true }
  } catch (error) {
    const needed = options.config !== undefined || !bothFiles(options)
    if (needed || !(error instanceof EvenkeelError) || error.code !== 'config-not-found') throw error
    return { config: emptyConfig(surroundings.cwd), collectors, found: false }
  }
}

function bothFiles({ candidate, baseline }: Sides): boolean {
  return [candidate, baseline].every((side) => side !== undefined && isFileAddress(side))
}

function emptyConfig(directory: string): Config {
  return {
    file: configNames[0],
    directory,
    environments: {},
    comparisons: [],
    services: [],
    pairs: [],
    shared: [],
    differences: [],
    exceptions: [],
    rules: [],
    adjustments: [],
    judgeSeconds: 60,
    notices: [],
  }
}
