import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { run } from './support.ts'

let server: Server | undefined
afterEach(() => server?.close())

/** A server that knows these comparisons and answers with what it was asked. */
async function serving(...names: readonly string[]): Promise<string> {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const json = url.pathname === '/v1/comparisons' || url.searchParams.get('format') === 'json'
    response.setHeader('content-type', json ? 'application/json' : 'text/plain')
    if (url.pathname === '/v1/comparisons') response.end(JSON.stringify({ items: names.map((name) => ({ name })) }))
    else response.end(json ? '{"asked":1}' : `${url.pathname} ${url.searchParams.toString()}\n`)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('evenkeel report', () => {
  it('asks the server that is named for the week that ends now', async () => {
    const url = await serving('staging..production')
    const { code, stdout } = await run(['report', '--server', url])
    expect(stdout).toBe(
      '/v1/reports/weekly comparison=staging..production&to=2026-11-01T12%3A00%3A00.000Z&format=text\n',
    )
    expect(code).toBe(0)
  })

  it('takes another day, and prints JSON as a document', async () => {
    const url = await serving('staging..production', 'pr-128..production')
    const args = ['report', '--server', url, '--comparison', 'pr-128..production', '--to', '2026-10-05']
    expect((await run(args)).stdout).toContain('comparison=pr-128..production&to=2026-10-05T00%3A00%3A00.000Z')
    expect((await run([...args, '--format', 'json'])).stdout).toBe('{\n  "asked": 1\n}\n')
  })

  it.each([
    [['--to', '2026-02-30'], '--to cannot be "2026-02-30".'],
    [['--to', 'monday'], '--to cannot be "monday".'],
    [[], 'There are several comparisons that this could mean: staging..production, pr-128..production.'],
    [['--comparison', 'stagin..production'], 'Did you mean "staging..production"?'],
    [['--format', 'pdf'], '--format cannot be "pdf".'],
  ])('refuses %j', async (args, sentence) => {
    const url = await serving('staging..production', 'pr-128..production')
    const { code, stderr, stdout } = await run(['report', '--server', url, ...args])
    expect(stderr).toContain(sentence)
    expect(stdout).toBe('')
    expect(code).toBe(2)
  })
})
