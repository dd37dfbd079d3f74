import { beforeEach, describe, expect, it } from 'vitest'
import type { ExceptionRecord } from '../../../src/model/exception.ts'
import type { Delivery } from '../../../src/model/message.ts'
import type { GateCall } from '../../../src/store/contract/gates.ts'
import type { TokenRow } from '../../../src/store/contract/tokens.ts'
import type { Database } from '../../../src/store/database.ts'
import { exceptionsOf } from '../../../src/store/exceptions.ts'
import { gatesOf } from '../../../src/store/gates.ts'
import { metaOf } from '../../../src/store/meta.ts'
import { outboxOf } from '../../../src/store/outbox.ts'
import { tokensOf } from '../../../src/store/tokens.ts'

const comparison = 'staging..production'
const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 1, 12, 0, seconds))

/** What every engine must do. `open` gives an empty database. */
export function repositoriesSuite(open: () => Promise<Database>): void {
  let db: Database
  beforeEach(async () => {
    db = await open()
  })

  describe('the outbox', () => {
    const delivery: Delivery = {
      channel: 'slack',
      destination: '#orders',
      message: {
        type: 'override',
        comparison,
        at: at(0).toISOString(),
        by: 'ci',
        reason: 'NUL \0 half \ud800',
        counted: 2,
      },
    }
    const keyed = (...keys: readonly string[]) => keys.map((key) => ({ key, delivery }))

    it('takes a message once, however often it is asked for', async () => {
      const outbox = outboxOf(db)
      expect(await outbox.add(keyed('a', 'b'), at(0))).toBe(2)
      expect(await outbox.add(keyed('b', 'c'), at(1))).toBe(1)
      expect(await outbox.add([], at(1))).toBe(0)
      expect(await outbox.counts()).toEqual({ waiting: 3, failed: 0, sent: 0 })
    })

    it('takes thousands at once', async () => {
      const outbox = outboxOf(db)
      const many = Array.from({ length: 2500 }, (_, index) => `key ${index}`)
      expect(await outbox.add(keyed(...many), at(0))).toBe(2500)
      expect(await outbox.claim(at(0), 60, 3)).toMatchObject([{ key: 'key 0' }, { key: 'key 1' }, { key: 'key 2' }])
    })

    it('hands out what is due, oldest first, to one at a time', async () => {
      const outbox = outboxOf(db)
      await outbox.add(keyed('a', 'b'), at(0))
      await outbox.add(keyed('later'), at(60))
      const first = await outbox.claim(at(1), 30, 1)
      expect(first).toEqual([
        { id: 1, key: 'a', delivery, attempts: 0, uncertain: false, createdAt: at(0).toISOString() },
      ])
      const [one, two] = await Promise.all([outbox.claim(at(1), 30, 10), outbox.claim(at(1), 30, 10)])
      expect([...one, ...two].map(({ key }) => key)).toEqual(['b'])
      expect(await outbox.claim(at(2), 30, 10)).toEqual([])
      const [later] = await outbox.claim(at(60), 30, 1)
      expect(later?.key).toBe('a')
    })

    it('says that one may have arrived whose lease ran out without a word, also later', async () => {
      const outbox = outboxOf(db)
      await outbox.add(keyed('a'), at(0))
      await outbox.claim(at(0), 30, 1)
      expect(await outbox.claim(at(29), 30, 1)).toEqual([])
      expect(await outbox.claim(at(30), 30, 1)).toMatchObject([{ attempts: 1, uncertain: true }])
      await outbox.retry(1, at(40), 'told to wait')
      expect(await outbox.claim(at(39), 30, 1)).toEqual([])
      expect(await outbox.claim(at(40), 30, 1)).toMatchObject([{ attempts: 2, uncertain: true }])
    })

    it('does not say so of one that surely did not arrive', async () => {
      const outbox = outboxOf(db)
      await outbox.add(keyed('a'), at(0))
      await outbox.claim(at(0), 30, 1)
      await outbox.retry(1, at(5), 'NUL \0 in an answer')
      expect(await outbox.claim(at(5), 30, 1)).toMatchObject([{ attempts: 1, uncertain: false }])
    })

    it('never hands out again what was sent or given up, and keeps why', async () => {
      const outbox = outboxOf(db)
      await outbox.add(keyed('a', 'b', 'c'), at(0))
      await outbox.claim(at(0), 30, 2)
      await outbox.sent(1, at(1), 'ref')
      await outbox.giveUp(2, at(2), 'channel_not_found')
      // What comes too late changes nothing.
      await outbox.retry(1, at(3), 'late')
      await outbox.giveUp(1, at(3), 'late')
      expect((await outbox.claim(at(300), 30, 10)).map(({ key }) => key)).toEqual(['c'])
      expect(await outbox.counts()).toEqual({ waiting: 1, failed: 1, sent: 1 })
      expect(await outbox.failed(10)).toEqual([{ key: 'b', problem: 'channel_not_found', at: at(2).toISOString() }])
      expect(await outbox.add(keyed('a', 'b'), at(4))).toBe(0)
    })

    it('is part of the transaction that it is used in', async () => {
      const failing = db.transaction().execute(async (trx) => {
        await outboxOf(trx).add(keyed('a'), at(0))
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await outboxOf(db).counts()).toEqual({ waiting: 0, failed: 0, sent: 0 })
    })
  })

  describe('tokens', () => {
    const token = (id: string, more: Partial<TokenRow> = {}): TokenRow => ({
      id,
      name: 'ci',
      prefix: `ek_${id}`,
      hash: 'ab',
      scopes: ['read', 'gate'],
      createdAt: at(0).toISOString(),
      ...more,
    })

    it('are found by their prefix', async () => {
      const tokens = tokensOf(db)
      await tokens.add(token('1', { expiresAt: at(9).toISOString() }))
      expect(await tokens.byPrefix('ek_1')).toEqual(token('1', { expiresAt: at(9).toISOString() }))
      expect(await tokens.byPrefix('ek_')).toBeUndefined()
    })

    it('have a name of their own while they are in force', async () => {
      const tokens = tokensOf(db)
      await tokens.add(token('1'))
      await expect(tokens.add(token('2'))).rejects.toMatchObject({ code: 'store-token-exists' })
      expect(await tokens.revoke('1', at(1))).toBe(true)
      expect(await tokens.revoke('1', at(2))).toBe(false)
      expect(await tokens.revoke('nobody', at(2))).toBe(false)
      await tokens.add(token('2', { createdAt: at(3).toISOString() }))
      expect(await tokens.list()).toEqual([
        token('1', { revokedAt: at(1).toISOString() }),
        token('2', { createdAt: at(3).toISOString() }),
      ])
    })

    it('leave their name when they run out', async () => {
      const tokens = tokensOf(db)
      await tokens.add(token('1', { expiresAt: at(5).toISOString() }))
      await expect(tokens.add(token('2', { createdAt: at(4).toISOString() }))).rejects.toMatchObject({
        code: 'store-token-exists',
      })
      await tokens.add(token('2', { createdAt: at(5).toISOString() }))
      expect((await tokens.byPrefix('ek_1'))?.revokedAt).toBe(at(5).toISOString())
    })

    it('know when they were last used', async () => {
      const tokens = tokensOf(db)
      await tokens.add(token('1'))
      await tokens.add(token('2', { name: 'other' }))
      await tokens.used(['1'], at(7))
      await tokens.used(['1'], at(6))
      await tokens.used([], at(9))
      expect((await tokens.list()).map(({ lastUsedAt }) => lastUsedAt)).toEqual([at(7).toISOString(), undefined])
    })
  })

  describe('gate calls', () => {
    const call = (index: number, more: Partial<GateCall> = {}): GateCall => ({
      at: at(index).toISOString(),
      comparison,
      by: 'ci',
      failOn: 'high',
      passed: true,
      ...more,
    })

    it('are listed newest first, part by part', async () => {
      const gates = gatesOf(db)
      const full = call(3, {
        service: 'orders',
        assessment: 'a1',
        drift: 'drift',
        coverage: 'complete',
        override: 'late',
      })
      await gates.add([call(0), call(1, { comparison: 'other..production' }), call(2, { passed: false }), full])
      const first = await gates.list(comparison, { limit: 2 })
      expect(first.items).toEqual([full, call(2, { passed: false })])
      const rest = await gates.list(comparison, { limit: 2, after: first.next })
      expect(rest).toEqual({ items: [call(0)] })
      expect((await gates.list(undefined, { limit: 10 })).items).toHaveLength(4)
      const wrong = gates.list(comparison, { limit: 2, after: 'x' })
      await expect(wrong).rejects.toMatchObject({ code: 'store-bad-cursor' })
      await gates.add([])
    })

    it('tell who let an assessment pass all the same, newest first', async () => {
      const gates = gatesOf(db)
      const over = (seconds: number, more: Partial<GateCall> = {}) =>
        call(seconds, { passed: false, override: 'late', assessment: 'a1', ...more })
      const none = call(5, { passed: false, override: 'before the first' })
      await gates.add([over(0), over(1, { by: 'bo' }), call(2, { assessment: 'a1' }), over(3, { assessment: 'a2' })])
      await gates.add([over(4, { comparison: 'other..production' }), none])
      expect(await gates.overrides(comparison, 'a1')).toEqual([over(1, { by: 'bo' }), over(0)])
      expect(await gates.overrides(comparison, undefined)).toEqual([none])
      expect(await gates.overrides(comparison, 'a3')).toEqual([])
    })

    it('tell the last that passed, of exactly that service and threshold', async () => {
      const gates = gatesOf(db)
      await gates.add([
        call(0, { service: 'orders' }),
        call(1),
        call(2, { failOn: 'critical' }),
        call(3, { passed: false }),
        call(4, { comparison: 'other..production' }),
      ])
      expect(await gates.lastPassed(comparison, undefined, ['high', 'medium'])).toEqual(call(1))
      expect(await gates.lastPassed(comparison, undefined, ['critical', 'high'])).toEqual(
        call(2, { failOn: 'critical' }),
      )
      expect(await gates.lastPassed(comparison, 'orders', ['high'])).toEqual(call(0, { service: 'orders' }))
      expect(await gates.lastPassed(comparison, 'cart', ['high'])).toBeUndefined()
      expect(await gates.lastPassed(comparison, undefined, [])).toBeUndefined()
    })
  })

  describe('exceptions', () => {
    const record: ExceptionRecord = {
      id: 'waf',
      kind: 'structural',
      selector: { rule: 'network/waf' },
      reason: 'No WAF in staging.\0',
      owner: 'team-orders',
      until: '2026-12-31',
      where: 'the API',
    }

    it('are kept in the order in which they were made, and one id is one exception', async () => {
      const exceptions = exceptionsOf(db)
      const waf = { record, comparison, createdBy: 'ci', createdAt: at(0).toISOString() }
      const other = { record: { ...record, id: 'alb' }, createdBy: 'ci', createdAt: at(0).toISOString() }
      await exceptions.add(waf)
      await exceptions.add(other)
      await expect(exceptions.add(waf)).rejects.toMatchObject({ code: 'store-exception-exists' })
      expect(await exceptions.list()).toEqual([waf, other])
    })

    it('give their id back when they are removed', async () => {
      const exceptions = exceptionsOf(db)
      const waf = { record, createdBy: 'ci', createdAt: at(0).toISOString() }
      await exceptions.add(waf)
      expect(await exceptions.remove('waf', 'dev', at(1))).toBe(true)
      expect(await exceptions.remove('waf', 'dev', at(2))).toBe(false)
      expect(await exceptions.list()).toEqual([])
      await exceptions.add({ ...waf, createdAt: at(3).toISOString() })
      expect(await exceptions.list()).toHaveLength(1)
    })
  })

  describe('meta', () => {
    it('keeps what was said first', async () => {
      const meta = metaOf(db)
      expect(await meta.get('fingerprint-key-id')).toBeUndefined()
      const said = await Promise.all([meta.settle('fingerprint-key-id', 'a'), meta.settle('fingerprint-key-id', 'b')])
      expect(new Set(said).size).toBe(1)
      expect(await meta.get('fingerprint-key-id')).toBe(said[0])
    })
  })
}
