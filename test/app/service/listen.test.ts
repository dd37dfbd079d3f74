import { describe, expect, it } from 'vitest'
import { checkReach, isLoopback, readAddress } from '../../../src/app/service/listen.ts'
import type { TokenRow, Tokens } from '../../../src/store/contract/tokens.ts'

describe('where a service listens', () => {
  it.each([
    [undefined, '127.0.0.1', 7423],
    ['0', '127.0.0.1', 0],
    [':8080', '127.0.0.1', 8080],
    ['0.0.0.0:80', '0.0.0.0', 80],
    ['localhost:65535', 'localhost', 65535],
    ['[::1]:7423', '::1', 7423],
    [' 127.0.0.1:1 ', '127.0.0.1', 1],
  ])('reads %s', (text, host, port) => {
    expect(readAddress(text)).toEqual({ host, port })
  })

  it.each([
    '',
    'host',
    'host:',
    'host:x',
    '127.0.0.1:65536',
    '::1:7423',
    '[127.0.0.1]:1',
    'http://a:1',
    'a b:1',
    ':-1',
  ])('refuses "%s"', (text) => {
    expect(() => readAddress(text)).toThrow(`--listen cannot be "${text}".`)
  })

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['127.evil.example', false],
  ])('%s is this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })
})

describe('listening beyond this machine', () => {
  const clock = { now: () => new Date('2026-11-02T10:00:00Z') }
  const tokens = (...rows: readonly Partial<TokenRow>[]): Tokens =>
    ({ list: async () => rows as readonly TokenRow[] }) as unknown as Tokens
  const reach = (host: string, all: Tokens): Promise<void> => checkReach({ host, port: 7423 }, all, clock)

  it.each([
    ['no token', []],
    ['a revoked one', [{ revokedAt: '2026-11-01T10:00:00Z' }]],
    ['an expired one', [{ expiresAt: '2026-11-02T10:00:00Z' }]],
  ])('is refused with %s', async (_, rows) => {
    await expect(reach('0.0.0.0', tokens(...rows))).rejects.toThrow('Listening on 0.0.0.0:7423 would let everybody in')
    await expect(reach('127.0.0.1', tokens(...rows))).resolves.toBeUndefined()
  })

  it('is allowed with a token in force', async () => {
    await expect(reach('::', tokens({ expiresAt: '2026-11-02T10:00:01Z' }))).resolves.toBeUndefined()
    await expect(reach('0.0.0.0', tokens({}))).resolves.toBeUndefined()
  })
})
