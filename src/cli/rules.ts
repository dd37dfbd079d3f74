import type { Command } from 'commander'
import type { CommandContext } from './context.ts'
import { configOption } from './options.ts'

interface Given {
  readonly config?: string
  readonly profile?: string
}

/** `evenkeel rules list` and `evenkeel rules test` */
export function addRules(program: Command, { surroundings, finish }: CommandContext): void {
  const rules = program.command('rules').description('Show or try the rules that a check judges by.').helpCommand(false)
  rules
    .command('list')
    .description('List every rule, with what it judges and how severe it is.')
    .addOption(configOption())
    .option('--profile <name>', 'as this profile has them; else as that of the only comparison')
    .action(async (given: Given) => {
      const { runRulesList } = await import('../app/rules.ts')
      finish(await runRulesList(given, surroundings))
    })
  rules
    .command('test')
    .description('Run the examples of every rule: what must pass and what must be reported.')
    .addOption(configOption())
    .addHelpText('after', '\nExit codes: 0 every example holds; 1 one does not; 2 usage or configuration error.')
    .action(async (given: Given) => {
      const { runRulesTest } = await import('../app/rules.ts')
      finish(await runRulesTest(given, surroundings))
    })
}
