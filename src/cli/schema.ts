import type { Command } from 'commander'
import type { CommandContext } from './context.ts'

/** `evenkeel schema` */
export function addSchema(program: Command, { surroundings, finish }: CommandContext): void {
  program
    .command('schema')
    .description('Print the JSON Schema of evenkeel.yaml, for editors.')
    .addHelpText(
      'after',
      '\nSave it, and begin evenkeel.yaml with:\n  # yaml-language-server: $schema=evenkeel.schema.json',
    )
    .action(async () => {
      const { runSchema } = await import('../app/schema.ts')
      finish(await runSchema(surroundings))
    })
}
