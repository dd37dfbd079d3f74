import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { programOf } from '../../src/cli/program.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))

let source: string | undefined

/** Whether the program's source has this text anywhere. */
export function sourceMentions(text: string): boolean {
  source ??= readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
    .join('\n')
  return source.includes(text)
}

/** A command line has to be one of a command of the program, with options of that command only. */
export async function checkCommandLine([name, ...words]: readonly string[]): Promise<void> {
  const sink = { write: () => undefined, colour: false, columns: 80 }
  const surroundings = { stdout: sink, stderr: sink } as unknown as Parameters<typeof programOf>[0]
  const { commands } = await programOf(surroundings, () => undefined)
  const command = commands.find((one) => one.name() === name)
  expect(command, `the command ${name}`).toBeDefined()
  const known = (command?.options ?? []).map(({ long }) => long)
  const given = words.filter((word) => word.startsWith('--'))
  expect(given.length).toBeGreaterThan(0)
  for (const option of given) expect(known, `${name} ${option}`).toContain(option)
}
