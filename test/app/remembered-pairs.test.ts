import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { rememberedMove, rememberedPart } from '../../src/app/explain/remembered-pairs.ts'
import { carry } from '../../src/compare/carry.ts'
import type { Comparison } from '../../src/compare/compare.ts'
import type { CarriedPair } from '../../src/model/carried-pair.ts'
import { folder, runIn, drifted } from '../cli/support.ts'
import { compareSketches } from '../support/snapshots.ts'

const firewall = (id: string, name: string) => ({ kind: 'firewall', id, name })
const compared = (
  staging: readonly [string, string][],
  production: readonly [string, string][],
  carried: readonly CarriedPair[] = [],
): Comparison =>
  compareSketches(
    { name: 'staging', resources: staging.map(([id, name]) => firewall(id, name)) },
    { name: 'production', resources: production.map(([id, name]) => firewall(id, name)) },
    { carried },
  )
const carriedOf = ({ pairing, candidate, baseline }: Comparison): readonly CarriedPair[] => {
  const scopes = [...candidate.snapshot.coverage, ...baseline.snapshot.coverage]
  return carry([], { twins: pairing.twins, coverage: { verdict: 'complete', scopes } })
}
const told = (comparison: Comparison, remembered: Parameters<typeof rememberedPart>[1]): string => {
  const [twin] = comparison.pairing.twins
  if (twin === undefined) throw new Error('nothing was paired')
  return rememberedPart(twin, remembered, comparison).join('\n')
}
const where = 'the service at http://127.0.0.1:4000'

describe('what a service remembers of a pair', () => {
  it('is how it was found at first', () => {
    const first = compared([['a', 'staging-web']], [['b', 'production-web']])
    const now = compared([['a', 'staging-front']], [['b', 'production-web']], carriedOf(first))
    expect(now.pairing.twins[0]?.method).toBe('carried')
    expect(told(now, { where, pairs: carriedOf(first) })).toContain(
      `paired by name, confidence 0.98, as web, by ${where}`,
    )
  })

  it('is told where it is another than now', () => {
    const first = compared([['a', 'staging-web']], [['b', 'production-web']])
    const now = compareSketches(
      { name: 'staging', resources: [firewall('a', 'staging-web')] },
      { name: 'production', resources: [firewall('c', 'production-entry')] },
      { pairs: [['firewall', 'a', 'c']] },
    )
    expect(told(now, { where, pairs: carriedOf(first) })).toContain(
      'staging-web (a) with b (not there now), which is another pair than now',
    )
  })

  it('is nothing where it has none of it, or cannot be asked', () => {
    const now = compared([['a', 'staging-web']], [['b', 'production-web']])
    expect(told(now, { where, pairs: [] })).toContain(`No pair of it, by ${where}.`)
    expect(told(now, { unknown: 'It did not answer.' })).toContain('Nothing is known of it: It did not answer.\n')
  })
})

describe('who moved', () => {
  it('is what the service says of the finding, and nothing where it has none or cannot be asked', async () => {
    const asked: string[] = []
    const server = createServer(({ url = '' }, response) => {
      asked.push(url)
      const known = url === '/v1/findings/f%2F1'
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' })
      response.end(
        known
          ? '{"id":"f/1","title":"x","direction":"candidate-ahead","since":"2026-11-01T10:00:00.000Z"}'
          : '{"type":"about:blank","title":"x","status":404,"code":"api-not-found","detail":"There is no such finding."}',
      )
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const surroundings = {
      cwd: tmpdir(),
      env: {},
      clock: { now: () => new Date() },
      signal: new AbortController().signal,
    }
    const of = (finding: string, server: string) => rememberedMove(finding, { server, data: 'x' }, surroundings)
    try {
      const since = '2026-11-01T10:00:00.000Z'
      expect(await of('f/1', url)).toEqual({ direction: 'candidate-ahead', since })
      expect(await of('f2', url)).toBeUndefined()
      expect(asked).toEqual(['/v1/findings/f%2F1', '/v1/findings/f2'])
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
    expect(await of('f/1', 'http://127.0.0.1:1')).toBeUndefined()
  })
})

describe('explain', () => {
  it('says that no service was asked where there is none, and why one that is named could not be', async () => {
    const cwd = await folder(drifted)
    const alone = await runIn(cwd, ['explain', 'staging.env', '--quiet'])
    expect(alone.code).toBe(0)
    expect(alone.stdout).toContain('Nothing is known of it: no service keeps data here.')
    const named = await runIn(cwd, ['explain', 'staging.env', '--quiet', '--server', 'http://127.0.0.1:1'])
    expect(named.code).toBe(0)
    expect(named.stdout).toMatch(/Nothing is known of it: .*127\.0\.0\.1:1/)
  })
})
