import { access, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { configNames } from '../../config/find.ts'
import { fail } from '../../errors/catalogue.ts'
import { starter } from './starter.ts'
import type { Surroundings } from '../surroundings.ts'
import { hasCode, writeFailure } from '../write-failure.ts'

export interface InitOptions {
  readonly config?: string | undefined
}

/** `evenkeel init`: writes a starter configuration. Never overwrites: throws `cli-file-exists`. */
export async function runInit({ config }: InitOptions, { cwd, stderr }: Surroundings): Promise<number> {
  const file = config ?? configNames[0]
  if (config === undefined) {
    for (const name of configNames) {
      const found = await access(resolve(cwd, name)).then(
        () => true,
        () => false,
      )
      if (found) throw fail('cli-file-exists', { file: name })
    }
  }
  try {
    await writeFile(resolve(cwd, file), starter, { flag: 'wx' })
  } catch (cause) {
    throw hasCode(cause, 'EEXIST') ? fail('cli-file-exists', { file }, cause) : writeFailure(file, cause)
  }
  stderr.write(
    `Wrote ${file}. Put your accounts and files into it, then:\n` +
      '  evenkeel doctor            are credentials, permissions and files all right?\n' +
      '  evenkeel init --discover   what pairs, what does not, what to write about it\n' +
      '  evenkeel check             what differs\n',
  )
  return 0
}
