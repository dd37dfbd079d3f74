import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly data?: string
  readonly listen?: string
}

/** `evenkeel serve` */
export function addServe(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('serve')
    .description('Run the service: API, schedules and workers in one process.')
    .addOption(configOption())
    .option(
      '--data <directory>',
      'where it keeps what it remembers; else EVENKEEL_DATA, or .evenkeel beside the configuration',
    )
    .option('--listen <host:port>', 'where it listens; else 127.0.0.1:7423. Port 0 takes any that is free')
    .addHelpText(
      'after',
      '\nDATABASE_URL: a PostgreSQL instead of the data directory. REDIS_URL: a Redis for the queue.\nPrints its URL on stdout when it listens; its log goes to stderr. Ends with 0 on SIGTERM or SIGINT.',
    )
    .action(async (given: Given) => {
      const { runServe } = await import('../app/service/serve.ts')
      finish(await runServe(given, surroundings), { stopped: true })
    })
}
