import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption, sideOptions } from './options.ts'

interface Given {
  readonly config?: string
  readonly candidate?: string
  readonly baseline?: string
  readonly from?: string
  readonly reason?: string
  readonly owner?: string
  readonly id?: string
  readonly expires?: string
  readonly structural?: boolean
  readonly review?: string
  readonly pin?: boolean
  readonly adopt?: boolean
  readonly file?: string
  readonly dryRun?: boolean
  readonly quiet?: boolean
}

/** `evenkeel except` */
export function addExcept(program: Command, { surroundings, finish }: CommandContext): void {
  const command = program
    .command('except')
    .description('Document that a difference is wanted, or with --adopt record all that are there now as known.')
    .argument('[finding]', 'a finding’s id, or its beginning')
    .option('--reason <text>', 'why the difference is wanted')
    .option('--owner <team>', 'who answers for it; else the owner of its service')
    .option('--expires <day>', 'its last day, such as 2026-12-31; else 30 days from today')
    .option('--structural', 'wanted for good: it is reviewed instead of expiring')
    .option('--review <day>', 'with --structural: when it is looked at again; else in 180 days')
    .option('--pin', 'only as long as both values stay as they are')
    .option('--id <name>', 'its name in the report; else made of what it selects')
    .option('--adopt', 'record every open difference as known: it burns down, and never fails a check')
    .option('--file <file>', 'the file to write to; else the one that fits, named in the configuration')
    .option('--from <report>', 'take findings from a report of check --format json, and compare nothing')
    .option('--dry-run', 'show what would be written, and write nothing')
    .addOption(configOption())
  for (const option of sideOptions()) command.addOption(option)
  command
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      '\nComments and everything else in the files stay as they are. No value of a secret is ever written.',
    )
    .action(async (finding: string | undefined, given: Given) => {
      const { runExcept } = await import('../app/except/except.ts')
      if (given.adopt === true) {
        const { runAdopt, refuseWithAdopt } = await import('../app/except/adoption.ts')
        const { reason, owner, expires, structural, review, pin, id } = given
        refuseWithAdopt({ finding, reason, owner, expires, structural, review, pin, id })
        finish(await runAdopt(given, surroundings))
      } else {
        finish(await runExcept({ ...given, finding }, surroundings))
      }
    })
}
