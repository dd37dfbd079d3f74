import { parse } from 'yaml'
import { expect, it } from 'vitest'
import fc from 'fast-check'
import { pasteable } from '../../src/app/init/pasteable.ts'

it.each(['web-front', 'sg-0abc', 'default/orders', 'module.db.aws_db_instance.orders'])('%s stays plain', (text) => {
  expect(pasteable(text)).toBe(text)
})

it('is read back as the same text, whatever it is', () => {
  const odd = fc.constantFrom(
    '012345678901',
    'true',
    'null',
    '~',
    '*x',
    '&x',
    'a: b',
    'a #b',
    '',
    "it's",
    '"',
    '{x}',
    'a,b',
    'yes',
    '1e3',
    '- a',
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), odd), (text) => {
      expect(parse(`[{ name: ${pasteable(text)} }]`)).toEqual([{ name: text }])
    }),
  )
})
