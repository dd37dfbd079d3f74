import { type Command, Option } from 'commander'
import { choose, positiveNumber, thresholds } from '../app/choices.ts'
import { gateFormats, onUnknownChoices, type GateOptions } from '../app/gate-choices.ts'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

/** `evenkeel gate` */
export function addGate(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('gate')
    .description('Ask a running server whether a deployment may pass.')
    .requiredOption('--comparison <name>', 'the comparison: staging..production')
    .option('--service <name>', 'count only what belongs to this service')
    .addOption(
      new Option('--fail-on <severity>', `the least severity that fails: ${thresholds.join(', ')}`)
        .default('high')
        .argParser((value) => choose('--fail-on', value, thresholds)),
    )
    .option('--max-age <time>', 'how old what was read may be: 90s, 30m, 1h, 7d; else 24h')
    .addOption(
      new Option(
        '--wait <seconds>',
        'wait for what is under way, and for an assessment where what is known is too old; at most 300',
      ).argParser((value) => Math.ceil(positiveNumber('--wait', value, 300))),
    )
    .option('--new-only', 'count only what is new since this gate last passed')
    .addOption(
      new Option('--on-unknown <choice>', `what to do when nobody can tell: ${onUnknownChoices.join(', ')}`)
        .default('fail')
        .argParser((value) => choose('--on-unknown', value, onUnknownChoices)),
    )
    .option('--override', 'let it pass all the same; recorded, and told')
    .option('--reason <text>', 'why, with --override')
    .option('--by <name>', 'who asked for the override; the token is recorded too')
    .addOption(
      new Option('--format <format>', `how to tell: ${gateFormats.join(', ')}`)
        .default('text')
        .argParser((value) => choose('--format', value, gateFormats)),
    )
    .option('--server <url>', 'the server; else EVENKEEL_URL, else the one that holds the data directory')
    .option('--data <dir>', 'the data directory; else EVENKEEL_DATA, else .evenkeel beside the configuration')
    .addOption(configOption())
    .addHelpText(
      'after',
      '\nThe token is taken from EVENKEEL_TOKEN.\nExit codes: 0 passed, or overridden; 1 drift; 2 usage; 3 nobody can tell (with --on-unknown fail).',
    )
    .action(async (given: GateOptions) => {
      const { runGate } = await import('../app/gate.ts')
      finish(await runGate(given, surroundings))
    })
}
