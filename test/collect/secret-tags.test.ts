import { describe, expect, it } from 'vitest'
import { withoutSecrets } from '../../src/collect/secret-tags.ts'
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
})
