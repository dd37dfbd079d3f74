import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../src/collect/secret-tags.ts'
import { classifySetting, isPlainSetting } from '../../src/collect/settings.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'

const fingerprint = createFingerprinter('0'.repeat(32))

describe('tags that are kept', () => {
  it('are as they are, the same object, where nothing in them looks secret', () => {
    const tags = {
      Name: 'shop-orders',
      Service: 'orders',
      'aws:cloudformation:logical-id': 'Db',
      Cost: '',
      Key: 'orders',
    }
    expect(withoutSecrets(tags, fingerprint)).toBe(tags)
  })

  it('tell equal secrets from different ones, and nothing of them', () => {
    const kept = withoutSecrets(
      { Name: 'a', DeployToken: 'canary-4711', Password: 'canary-4711', OtherPassword: 'canary-4712' },
      fingerprint,
    )
    expect(kept['Name']).toBe('a')
    expect(kept['DeployToken']).toMatch(/^\(secret [0-9a-f]{8}\)$/)
    expect(kept['Password']).toBe(kept['DeployToken'])
    expect(kept['OtherPassword']).not.toBe(kept['Password'])
    expect(JSON.stringify(kept)).not.toContain('canary')
  })

  it('keep what is not secret of an address', () => {
    const { Endpoint } = withoutSecrets({ Endpoint: 'postgres://app:canary-4711@db.shop.example/orders' }, fingerprint)
    expect(Endpoint).toMatch(/^postgres:\/\/\*\*\*@db\.shop\.example\/orders \(secret [0-9a-f]{8}\)$/)
  })

  it('are taken as they are only where a whole look at them says the same', () => {
    const uuid = 'bf2a9c1e-7b4d-4e8f-9a6b-0c1d2e3f4a5b'
    const piece = fc.constantFrom(
      'shop',
      'a',
      '7',
      uuid,
      'sk',
      'key',
      'npm',
      'q8zk1x7vw2mp9c4t',
      '0123456789abcdef',
      'null',
      'on',
    )
    const value = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('-'))
    const name = fc.constantFrom(
      'Name',
      'password',
      'vault.secret_id',
      'encryptedData.x',
      'a/encryptedData.b',
      'dsn',
      'clientId',
      'api.key',
      '',
    )
    let plain = 0
    fc.assert(
      fc.property(name, value, (key, given) => {
        if (!isPlainSetting(key, given)) return
        plain++
        const { value: shown, secret } = classifySetting(key, given, fingerprint)
        expect([shown, secret]).toEqual([given, undefined])
      }),
      { numRuns: 1000 },
    )
    expect(plain).toBeGreaterThan(50)
  })

  it('are looked at anew under another name, and another value under the same', () => {
    const odd = 'Shop Orders 2026'
    const kept = [{ Name: odd }, { Password: odd }, { Name: odd }, { Name: `${odd} password=canary-4711` }].map(
      (tags) => JSON.stringify(withoutSecrets(tags, fingerprint)),
    )
    expect(kept[0]).toBe(JSON.stringify({ Name: odd }))
    expect(kept[1]).not.toContain(odd)
    expect(kept[2]).toBe(kept[0])
    expect(kept[3]).not.toContain('canary')
  })
})
