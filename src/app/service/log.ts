import { createLog, logLevels, type Log } from '../../platform/log.ts'
import { choose } from '../choices.ts'
import type { Surroundings } from '../surroundings.ts'

const variable = 'EVENKEEL_LOG_LEVEL'

/** The log of a service on stderr: for people where that is a terminal, else JSON lines. Throws `cli-unknown-choice`. */
export function serviceLog({ stderr, env }: Pick<Surroundings, 'stderr' | 'env'>): Log {
  const level = choose(variable, env[variable] ?? 'info', logLevels)
  return createLog({ write: (line) => stderr.write(line), level, readable: stderr.isTty })
}
