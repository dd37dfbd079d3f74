import { describe, expect, it } from 'vitest'
import type { ApiExceptionRequest } from '../../../src/api/contract.ts'
import { exceptionFrom } from '../../../src/app/service/exception-of.ts'

const make = exceptionFrom(
  {
    config: { services: [{ name: 'orders', match: {} }] },
    judgement: { ruleIds: ['database/class'] },
  } as unknown as Parameters<typeof exceptionFrom>[0],
  { now: () => new Date('2026-11-02T10:00:00Z') },
)
const asked = (rest: Partial<ApiExceptionRequest>): ApiExceptionRequest => ({
  kind: 'temporary',
  reason: 'wanted',
  owner: 'team-orders',
  ...rest,
})

describe('an exception that is asked for', () => {
  it('is what a file with this one entry would give, and says who made it', () => {
    expect(
      make(asked({ rule: 'database/class', service: 'orders', kindOfResource: 'database-instance' }), 'ci'),
    ).toEqual({
      id: expect.stringMatching(/^temporary-[0-9a-f]{8}$/) as string,
      kind: 'temporary',
      selector: { rule: 'database/class', kind: 'database-instance', service: 'orders' },
      reason: 'wanted',
      owner: 'team-orders',
      until: '2026-12-02',
      where: 'made by ci through the API',
    })
    expect(make(asked({ id: 'standby', kind: 'structural', resource: 'orders' }), 'ci')).toMatchObject({
      id: 'standby',
      kind: 'structural',
      until: '2027-05-01',
    })
  })

  it.each([
    [{}, 'rules-exception-selects-all'],
    [{ rule: '*' }, 'rules-exception-selects-all'],
    [{ rule: 'database/clas' }, 'rules-exception-unknown'],
    [{ service: 'order' }, 'rules-exception-unknown'],
    [{ resource: 'orders', until: '2026-02-30' }, 'rules-exception-date'],
  ])('is refused like one in a file: %j', (rest, code) => {
    expect(() => make(asked(rest), 'ci')).toThrow(expect.objectContaining({ code }) as Error)
  })
})
