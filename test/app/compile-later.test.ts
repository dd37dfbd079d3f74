import { describe, expect, it } from 'vitest'
import { compileLater } from '../../src/app/compile-later.ts'

describe('compiling later', () => {
  it.each([
    ['11.3.244.8-node.38', ['--interrupt-budget=400000']],
    ['12.4.254.21-node.33', []],
    // It says on stderr that it does not know the flag.
    ['13.6.233.10-node.28', []],
    ['1.1.0', []],
  ])('is asked for where it was measured, not of another engine: %s', (engine, wanted) => {
    const flags: string[] = []
    compileLater(engine, (flag) => void flags.push(flag))
    expect(flags).toEqual(wanted)
  })
})
