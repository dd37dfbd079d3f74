import { Option } from 'commander'

/** The option that names the configuration, in every command that reads one. */
export function configOption(): Option {
  return new Option('--config <file>', 'the configuration; else evenkeel.yaml or evenkeel.yml in this folder')
}

/** The options that choose a comparison. */
export function sideOptions(): readonly Option[] {
  return [
    new Option(
      '--candidate <environment>',
      'the environment that should resemble the other, or a file of `evenkeel snapshot`',
    ),
    new Option(
      '--baseline <environment>',
      'the environment that it should resemble, or such a file; - for standard input',
    ),
  ]
}
