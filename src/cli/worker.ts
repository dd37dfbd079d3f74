import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly health?: string
}

/** `evenkeel worker` */
export function addWorker(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('worker')
    .description('Run workers alone, beside a service on the same database.')
    .addOption(configOption())
    .option('--health <host:port>', 'answer /healthz and /readyz there, for whoever starts it anew; else nowhere')
    .addHelpText(
      'after',
      '\nNeeds DATABASE_URL, and REDIS_URL where the service has it; EVENKEEL_FINGERPRINT_KEY must be the same everywhere.\nIts log goes to stderr. Ends with 0 on SIGTERM or SIGINT, and hands back what it had under way.',
    )
    .action(async (given: Given) => {
      const { runWorker } = await import('../app/service/worker.ts')
      finish(await runWorker(given, surroundings), { stopped: true })
    })
}
