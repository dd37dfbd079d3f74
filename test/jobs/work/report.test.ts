import { describe, expect, it } from 'vitest'
import { queueReports, type ReportParts } from '../../../src/jobs/work/report.ts'
import { outboxOf } from '../../../src/store/outbox.ts'
import { weekly } from '../../report/weekly-fixture.ts'
import { useMemoryDatabase } from '../../store/support/databases.ts'

const memory = useMemoryDatabase()
const due = new Date('2026-11-22T23:30:00Z')

function parts(more: Partial<ReportParts> = {}): ReportParts {
  return {
    outbox: outboxOf(memory().db),
    clock: { now: () => due },
    comparisons: ['staging..production', 'pr-128..production'],
    receivers: ['a@shop.example', 'b@shop.example'],
    timeZone: 'Asia/Tokyo',
    weekly: async (comparison, to) =>
      weekly({ comparison: { name: comparison, candidate: 'c', baseline: 'b' }, to: to.toISOString() }),
    render: async ({ comparison }) => ({ subject: comparison.name, html: '<p>', text: 'text', images: [] }),
    ...more,
  }
}

describe('the weekly report', () => {
  it('goes once to each receiver, for each comparison, whatever crashes in between', async () => {
    const given = parts()
    const broken = parts({
      render: async ({ comparison }) => {
        if (comparison.name.startsWith('pr')) throw new Error('crashed')
        return { subject: comparison.name, html: '<p>', text: 'text', images: [] }
      },
    })
    await expect(queueReports(broken, due)).rejects.toThrow('crashed')
    await queueReports(given, due)
    await queueReports(given, due)
    const rows = await given.outbox.claim(due, 60, 100)
    expect(rows.map(({ key }) => key).sort()).toEqual([
      'weekly:pr-128..production:2026-11-23:a@shop.example',
      'weekly:pr-128..production:2026-11-23:b@shop.example',
      'weekly:staging..production:2026-11-23:a@shop.example',
      'weekly:staging..production:2026-11-23:b@shop.example',
    ])
    expect(rows[0]?.delivery).toMatchObject({
      channel: 'email',
      message: { type: 'weekly', at: due.toISOString(), subject: 'staging..production', text: 'text' },
    })
  })

  it('of another day is another', async () => {
    await queueReports(parts(), due)
    await queueReports(parts(), new Date('2026-11-29T23:30:00Z'))
    expect(await parts().outbox.counts()).toEqual({ waiting: 8, failed: 0, sent: 0 })
  })

  it('is not made for nobody', async () => {
    const given = parts({ receivers: [], weekly: () => Promise.reject(new Error('asked for')) })
    await queueReports(given, due)
    expect(await given.outbox.counts()).toEqual({ waiting: 0, failed: 0, sent: 0 })
  })
})
