import type { TextOptions } from '../_files/read-text.ts'
import { stopIfAborted } from '../_files/read-text.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { startRace } from '../../src/platform/race.ts'

/** What stands for what is piped in, where a file could stand: `kustomize build . | evenkeel check`. */
export const standardInput = '-'

/** Whether a scope is what is piped in. */
export function isStandardInput(scope: string): boolean {
  return scope === standardInput
}

/** It can be read once: what came of it, for a process. */
let taken: Promise<Uint8Array> | undefined

/**
 * What is piped in, as text. It can be read by one source of one environment: a second one would be told the same, and
 * two environments that are one file never differ. Throws `collect-nothing-matched` (a terminal, or read before),
 * `collect-file-malformed`, `collect-cancelled`.
 */
export async function readStandardInput(
  { largest, signal }: TextOptions,
  input: NodeJS.ReadStream = process.stdin,
): Promise<string> {
  const what = 'standard input'
  stopIfAborted(signal, what)
  if (input.isTTY) throw fail('collect-nothing-matched', { what: `"-": nothing is piped in` })
  if (taken !== undefined && input === process.stdin)
    throw fail('collect-nothing-matched', { what: `"-": standard input was read by another source already` })
  const reading = bytesOf(input, what, largest)
  if (input === process.stdin) taken = reading
  const race = startRace(signal)
  try {
    const bytes = await race.against(reading)
    if (bytes.length === 0) throw fail('collect-nothing-matched', { what: `"-": what is piped in is empty` })
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    stopIfAborted(signal, what)
    if (error instanceof TypeError) throw fail('collect-file-malformed', { what, detail: 'it is not UTF-8 text' })
    throw error
  } finally {
    race.close()
  }
}

async function bytesOf(input: NodeJS.ReadStream, what: string, largest: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array)
    size += bytes.length
    if (size > largest * 1024 * 1024)
      throw fail('collect-file-malformed', { what, detail: `it is larger than ${largest} MiB` })
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
