import { describe, expect, it } from 'vitest'
import { fail } from '../../src/errors/catalogue.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { network } from '../../src/model/kinds/network.ts'
import { breaks, collectWith, fakeCollector, source, yields } from '../support/fake-collector.ts'

const one = (kind: string, id: string): object => ({ kind, id, attributes: {} })

const declared = fakeCollector({
  id: 'code-state',
  family: 'code',
  mode: 'declared',
  reads: [
    { produces: [firewall, network], read: yields(one('firewall', 'f-code'), one('network', 'n-code')) },
    { produces: [certificate], read: yields(one('certificate', 'c-code')) },
  ],
})

const observing = (options: Partial<Parameters<typeof fakeCollector>[0]> = {}) =>
  fakeCollector({
    id: 'live-cloud',
    family: 'live',
    reads: [{ produces: [firewall], read: yields(one('firewall', 'f-live')) }],
    ...options,
  })

const summary = ({ resources, coverage }: Awaited<ReturnType<typeof collectWith>>): object => ({
  ids: resources.map((resource) => resource.id).sort(),
  rows: coverage.map((row) => `${row.origin.collector} ${row.kind} ${row.status}`).sort(),
})

describe('what code declares', () => {
  it('is the environment where nothing observes it', async () => {
    expect(summary(await collectWith([declared]))).toEqual({
      ids: ['c-code', 'f-code', 'n-code'],
      rows: ['code-state certificate complete', 'code-state firewall complete', 'code-state network complete'],
    })
  })

  it('gives way, kind by kind, to what is observed, with its coverage', async () => {
    const collected = await collectWith([declared, observing()])
    expect(summary(collected)).toEqual({
      ids: ['c-code', 'f-live', 'n-code'],
      rows: ['code-state certificate complete', 'code-state network complete', 'live-cloud firewall complete'],
    })
    expect(collected.notices).toEqual([
      {
        code: 'collect-declared-left-out',
        message:
          'evenkeel.yaml:7:9: what "code" declares of firewall is left out, because the environment is observed (live).',
      },
    ])
  })

  it('never stands in for what could not be looked at', async () => {
    const denied = observing({
      reads: [{ produces: [firewall], read: breaks(fail('collect-denied', { what: 'live' })) }],
    })
    expect(summary(await collectWith([declared, denied]))).toEqual({
      ids: ['c-code', 'n-code'],
      rows: ['code-state certificate complete', 'code-state network complete', 'live-cloud firewall denied'],
    })
    const nowhere = observing({
      scopes: async () => {
        throw fail('collect-credentials', { what: 'live' })
      },
    })
    expect(summary(await collectWith([declared, nowhere]))).toMatchObject({ ids: ['c-code', 'n-code'] })
  })

  it('counts where the observed source is not configured, or its service not selected', async () => {
    const live = observing({ service: 'one' })
    const other = observing({ id: 'live-other', service: 'two', reads: [{ produces: [network], read: yields() }] })
    const collectors = [declared, live, other]
    expect(summary(await collectWith(collectors, { sources: [source('code')] }))).toMatchObject({
      ids: ['c-code', 'f-code', 'n-code'],
    })
    const sources = [source('code'), source('live', { settings: { services: ['two'] } })]
    expect(summary(await collectWith(collectors, { sources }))).toMatchObject({ ids: ['c-code', 'f-code'] })
  })

  it('does not give way to what lists nothing of its kind, or sees other things', async () => {
    const probe = observing({
      supersedes: [],
      reads: [{ produces: [certificate], read: yields(one('certificate', 'c-live')) }],
    })
    expect(summary(await collectWith([declared, probe]))).toMatchObject({
      ids: ['c-code', 'c-live', 'f-code', 'n-code'],
    })
    const cluster = observing({ supersedes: ['manifests'] })
    expect(summary(await collectWith([declared, cluster]))).toMatchObject({
      ids: ['c-code', 'f-code', 'f-live', 'n-code'],
    })
    const cloud = observing({ supersedes: ['code'] })
    expect(summary(await collectWith([declared, cloud]))).toMatchObject({ ids: ['c-code', 'f-live', 'n-code'] })
  })

  it('gives its addresses to what is seen under its ids, where all of it gives way too', async () => {
    const address = (id: string) => ({ kind: 'firewall', id, address: `aws_security_group.${id}`, attributes: {} })
    const code = fakeCollector({
      id: 'code-state',
      family: 'code',
      mode: 'declared',
      reads: [{ produces: [firewall], read: yields(address('f-live'), address('f-gone')) }],
    })
    const snapshot = await collectWith([code, observing()])
    expect(snapshot.coverage.map((row) => row.origin.collector)).toEqual(['live-cloud'])
    expect([...snapshot.resources].map(({ id, address: known }) => [id, known])).toEqual([
      ['f-live', 'aws_security_group.f-live'],
    ])
  })

  it('may stand beside other code', async () => {
    const second = fakeCollector({
      id: 'more-state',
      family: 'more',
      mode: 'declared',
      reads: [{ produces: [firewall], read: yields(one('firewall', 'f-more')) }],
    })
    expect(summary(await collectWith([declared, second]))).toMatchObject({
      ids: ['c-code', 'f-code', 'f-more', 'n-code'],
    })
  })
})
