import { parseArgs } from 'node:util'
import { fail } from '../../errors/catalogue.ts'

export interface DemoArguments {
  /** End after the table. */
  readonly once: boolean
  /** Kept afterwards; left out: a folder that is removed in the end. */
  readonly data?: string
  readonly listen?: string
}

/** Throws `cli-usage`. */
export function readDemoArguments(args: readonly string[]): DemoArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { once: { type: 'boolean', default: false }, data: { type: 'string' }, listen: { type: 'string' } },
    })
    const { once, data, listen } = values
    return { once, ...(data === undefined ? {} : { data }), ...(listen === undefined ? {} : { listen }) }
  } catch (error) {
    const [problem = 'the arguments cannot be read'] = (error instanceof Error ? error.message : '').split(/[.\n]/)
    const hint = 'The demonstration takes --once, --data DIRECTORY and --listen HOST:PORT, after `npm run demo --`.'
    throw fail('cli-usage', { problem, hint }, error)
  }
}
