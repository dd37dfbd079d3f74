import { type Command, Option } from 'commander'
import { choose } from '../app/choices.ts'
import { differenceFormats, type DifferenceFormat } from '../app/differences/formats.ts'
import type { CommandContext } from './context.ts'
import { configOption, sideOptions } from './options.ts'

interface Given {
  readonly config?: string
  readonly candidate?: string
  readonly baseline?: string
  readonly from?: string
  readonly format: DifferenceFormat
  readonly output?: string
  readonly quiet?: boolean
}

/** `evenkeel differences` */
export function addDifferences(program: Command, { surroundings, finish }: CommandContext): void {
  const command = program
    .command('differences')
    .description('Print the documented differences, so that testers know how far to trust their results.')
    .addOption(
      new Option('--format <format>', `how to print them: ${differenceFormats.join(', ')}`)
        .default('markdown')
        .argParser((value) => choose('--format', value, differenceFormats)),
    )
    .option('--output <file>', 'write to a file instead of stdout')
    .option('--from <report>', 'take findings from a report of check --format json, and compare nothing')
    .addOption(configOption())
  for (const option of sideOptions()) command.addOption(option)
  command
    .option('--quiet', 'show no progress')
    .addHelpText(
      'after',
      '\nExit codes: 0 printed; 2 usage or configuration error; 3 printed, but something required could not be read.',
    )
    .action(async (given: Given) => {
      const { runDifferences } = await import('../app/differences/differences.ts')
      finish(await runDifferences(given, surroundings))
    })
}
