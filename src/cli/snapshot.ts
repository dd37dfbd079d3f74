import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly environment: string
  readonly output?: string
  readonly quiet?: boolean
}

/** `evenkeel snapshot` */
export function addSnapshot(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('snapshot')
    .description(
      'Read one environment, with its own credentials alone, and write what it saw as JSON Lines: for check, diff and POST /v1/snapshots.',
    )
    .requiredOption('--environment <name>', 'the environment to read')
    .option('--output <file>', 'write to a file instead of stdout; by its usual name, production.jsonl')
    .addOption(configOption())
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      '\nExit codes: 0 everything required was read; 2 usage or configuration error; 3 something required could not be read. The snapshot is written all the same, and says so.',
    )
    .action(async (given: Given) => {
      const { runSnapshot } = await import('../app/snapshot/snapshot.ts')
      finish(await runSnapshot(given, surroundings))
    })
}
