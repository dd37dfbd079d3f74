import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption, sideOptions } from './options.ts'

interface Given {
  readonly config?: string
  readonly candidate?: string
  readonly baseline?: string
  readonly data?: string
  readonly server?: string
  readonly quiet?: boolean
}

/** `evenkeel explain` */
export function addExplain(program: Command, { surroundings, finish }: CommandContext): void {
  const command = program
    .command('explain')
    .description(
      'Show one resource: raw and canonical values, its twin and why, its references, and how to correct the pairing. Or the score: what it is made of, and what would raise it.',
    )
    .argument('<what>', 'a finding’s id; a name, id, address or kind/name of a resource; or: score')
    .addOption(configOption())
  for (const option of sideOptions()) command.addOption(option)
  command
    .option('--data <directory>', 'where the service keeps its data; else EVENKEEL_DATA, or .evenkeel')
    .option('--server <url>', 'the server that remembers pairs; else EVENKEEL_URL, or the one that holds the directory')
    .option('--quiet', 'show no progress')
    .action(async (what: string, given: Given) => {
      const { runExplain } = await import('../app/explain/explain.ts')
      finish(await runExplain({ ...given, what }, surroundings))
    })
}
