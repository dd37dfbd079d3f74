import type { CollectorEntry } from '../../collect/contract.ts'
import type { Config } from '../../config/config.ts'
import { usuallyVanished } from '../../config/defaults.ts'
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
  readonly collectors: readonly CollectorEntry[]
  /** False: there is no configuration; two files are judged by the built-in rules without exceptions. */
  readonly found: boolean
}

/**
 * The configuration as openConfig gives it. Where none is named and none is found, none is needed if both sides are files or it is optional.
 */
export async function openConfigFor(
  options: { readonly config?: string | undefined; readonly configOptional?: boolean } & Sides,
  surroundings: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<OpenedConfig> {
  try {
    return { ...(await openConfig(options.config, surroundings)), found: true }
  } catch (error) {
    const optional = options.configOptional === true || bothFiles(options)
    const needed = options.config !== undefined || !optional
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
    vanished: usuallyVanished,
    notices: [],
  }
}
