import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { tlsEndpointSettings } from '../../../collectors/tls-endpoint/settings.ts'

const accepts = (endpoint: string): boolean => Value.Check(tlsEndpointSettings, { endpoints: [endpoint] })

describe('the settings of tls', () => {
  it.each([
    'www.shop.example',
    'www.shop.example:443',
    'localhost:1',
    '10.0.0.1:65535',
    '[::1]:8443',
    '[::1]',
    'a_b.c',
  ])('take %s', (endpoint) => {
    expect(accepts(endpoint)).toBe(true)
  })

  it.each([
    '',
    'https://www.shop.example',
    'www.shop.example/',
    'a b',
    'a:0',
    'a:65536',
    'a:x',
    '::1',
    'a:1:2',
    '-a',
    'u@h',
  ])('refuse %j', (endpoint) => {
    expect(accepts(endpoint)).toBe(false)
  })

  it('need an endpoint and know no other keys', () => {
    expect(Value.Check(tlsEndpointSettings, { endpoints: [] })).toBe(false)
    expect(Value.Check(tlsEndpointSettings, { endpoints: ['a'], insecure: true })).toBe(false)
  })
})
