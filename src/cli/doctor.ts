import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly policy?: boolean
}

/** `evenkeel doctor` */
export function addDoctor(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('doctor')
    .description('Check credentials, permissions and reachability of every source, one line each.')
    .addOption(configOption())
    .option('--policy', 'print the minimal IAM policy of the configured sources instead')
    .addHelpText('after', '\nExit codes: 0 all is well; 2 usage or configuration error; 3 something is not.')
    .action(async (given: Given) => {
      const { runDoctor } = await import('../app/doctor.ts')
      finish(await runDoctor(given, surroundings))
    })
}
