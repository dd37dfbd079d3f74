import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

/** The built program, as `EVENKEEL_TEST_THREAD` says for the thread of a store. */
const built = pathToFileURL(process.env.EVENKEEL_TEST_DIST ?? join(import.meta.dirname, '../../../dist')).href

export interface StoreChild {
  readonly process: ChildProcess
  /** The next line that it says; undefined when it has ended. */
  readonly line: () => Promise<string | undefined>
  readonly ended: Promise<unknown>
}

/** A process of its own that opens a store and then runs `script` with `store` and `say`; it says the code of what it throws. */
export function storeChild(place: object, script: string): StoreChild {
  const program = `
    import { openStore } from '${built}/src/store/open.js'
    const say = (text) => process.stdout.write(text + '\\n')
    try {
      const store = await openStore(${JSON.stringify(place)}, { clock: { now: () => new Date() } })
      ${script}
    } catch (error) { say((error.code ?? 'failed') + ' ' + error.message) }`
  // A file: a thread of the child would inherit what makes a module of an argument.
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-child-'))
  const file = join(folder, 'child.mjs')
  writeFileSync(file, program)
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    line: async () => {
      const next = await lines.next()
      return next.done === true ? undefined : next.value
    },
    ended: new Promise((resolve) => child.once('exit', resolve)),
  }
}
