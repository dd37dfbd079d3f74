import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption, sideOptions } from './options.ts'

interface Given {
  readonly config?: string
  readonly discover?: boolean
  readonly candidate?: string
  readonly baseline?: string
  readonly quiet?: boolean
}

/** `evenkeel init` */
export function addInit(program: Command, { surroundings, finish }: CommandContext): void {
  const command = program
    .command('init')
    .description('Write a starter evenkeel.yaml; with --discover, read its sources and propose how they pair.')
    .addOption(configOption())
    .option('--discover', 'read the sources: propose the lexicon, show what pairs and what does not')
  for (const option of sideOptions()) command.addOption(option)
  command.option('--quiet', 'show no progress').action(async ({ discover, ...given }: Given) => {
    if (discover === true) {
      const { runDiscover } = await import('../app/init/discover.ts')
      finish(await runDiscover(given, surroundings))
    } else {
      const { runInit } = await import('../app/init/init.ts')
      finish(await runInit(given, surroundings))
    }
  })
}
