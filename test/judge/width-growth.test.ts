import { expect, it } from 'vitest'
import { notWider } from '../../src/judge/relations/width.ts'
import type { Change, TwinView } from '../../src/model/twin.ts'
import { growth, linear } from '../support/linear-time.ts'

const rule = (ports: string, cidr: string): { raw: Record<string, string>; canonical: Record<string, string> } => ({
  raw: { protocol: 'tcp', ports, cidr },
  canonical: { protocol: 'tcp', ports, cidr },
})

it('thousands of rules that only one side has are looked through in linear time', { timeout: 60_000 }, () => {
  const judge = (n: number): void => {
    const changes = Array.from({ length: n }, (_, i): readonly Change[] => [
      { at: `/ingress/a${i}`, candidate: rule(String(i), `10.0.${i % 250}.0/24`), leaves: [''] },
      { at: `/ingress/b${i}`, baseline: rule(String(i), `10.0.${i % 250}.7/32`), leaves: [''] },
    ]).flat()
    const view = { changes } as unknown as TwinView
    const holds = notWider.compile({})
    const wide = changes.filter((unit) => !holds(unit.candidate, unit.baseline, { unit, view, context: {} as never }))
    expect(wide).toHaveLength(n)
  }
  expect(growth(judge, 3_000)).toBeLessThan(linear)
})
