import type { Command } from 'commander'
import type { TokenCreateOptions, TokenPlace } from '../app/token.ts'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

/** `evenkeel token create`, `list` and `revoke` */
export function addToken(program: Command, { surroundings, finish }: CommandContext): void {
  const token = program.command('token').description('Make, list and revoke tokens for the API.').helpCommand(false)
  const place = (command: Command): Command =>
    command
      .option('--server <url>', 'the server; else EVENKEEL_URL, else the one that holds the data directory, else none')
      .option('--data <dir>', 'the data directory; else EVENKEEL_DATA, else .evenkeel beside the configuration')
      .addOption(configOption())
  place(
    token
      .command('create')
      .description('Make a token and print it, once.')
      .requiredOption('--name <name>', 'what it is called wherever it is told who did something')
      .requiredOption('--scope <scope...>', 'what it may do: read, gate, write (read and gate too), admin (everything)')
      .option('--expires <time>', 'how long it is good: 12h, 90d, 52w; else until it is revoked'),
  ).action(async (given: TokenCreateOptions) => {
    const { runTokenCreate } = await import('../app/token.ts')
    finish(await runTokenCreate(given, surroundings))
  })
  place(token.command('list').description('List the tokens, also those that have ended.')).action(
    async (given: TokenPlace) => {
      const { runTokenList } = await import('../app/token.ts')
      finish(await runTokenList(given, surroundings))
    },
  )
  place(
    token.command('revoke').description('Revoke a token, at once.').argument('<name>', 'its name, or its id'),
  ).action(async (name: string, given: TokenPlace) => {
    const { runTokenRevoke } = await import('../app/token.ts')
    finish(await runTokenRevoke(name, given, surroundings))
  })
}
