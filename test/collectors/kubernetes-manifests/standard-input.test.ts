import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { readStandardInput } from '../../../collectors/kubernetes-manifests/standard-input.ts'
import { factsAt } from '../_files/workspace.ts'

const { signal } = new AbortController()
const options = { what: '-', largest: 1, signal }
const piped = (...chunks: readonly (string | Uint8Array)[]): NodeJS.ReadStream =>
  Readable.from(chunks, { objectMode: false }) as unknown as NodeJS.ReadStream

describe('what is piped in', () => {
  it('is read to its end', async () => {
    expect(await readStandardInput(options, piped('kind: ', 'Lis', 't\n'))).toBe('kind: List\n')
  })

  it.each([
    ['is a terminal', Object.assign(piped('x'), { isTTY: true }), 'Nothing matches "-": nothing is piped in.'],
    ['is empty', piped(), 'Nothing matches "-": what is piped in is empty.'],
    [
      'is no text',
      piped(Uint8Array.of(0xff, 0xfe, 0x80)),
      'standard input cannot be understood (it is not UTF-8 text).',
    ],
    [
      'has no end in sight',
      piped('x'.repeat(1024 * 1024), 'x'),
      'standard input cannot be understood (it is larger than 1 MiB).',
    ],
  ])('that %s is told as that', async (_, input, message) => {
    await expect(readStandardInput(options, input)).rejects.toThrow(message)
  })

  it('that never ends is given up with the run', async () => {
    const endless = new Readable({ read: () => undefined }) as unknown as NodeJS.ReadStream
    const controller = new AbortController()
    const reading = readStandardInput({ ...options, signal: controller.signal }, endless)
    controller.abort()
    await expect(reading).rejects.toMatchObject({ code: 'collect-cancelled' })
  })

  it('is a place beside files', async () => {
    const scopes = await kubernetesManifests.scopes({ manifests: ['-'] }, factsAt('/nowhere'))
    expect(scopes).toEqual([{ scope: '-', role: '{cluster:main}', required: true }])
  })
})
