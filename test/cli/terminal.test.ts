import { describe, expect, it } from 'vitest'
import { colourFor, outputOf } from '../../src/cli/terminal.ts'

describe('colourFor', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [false, { FORCE_COLOR: '' }, false],
  ])('terminal %s with %j: %s', (isTty, env, colour) => {
    expect(colourFor(isTty, env as Record<string, string>)).toBe(colour)
  })
})

describe('outputOf', () => {
  const write = (): boolean => true

  it('takes the width of the terminal, else of COLUMNS, else a usual one', () => {
    expect(outputOf({ write, isTTY: true, columns: 132 }, { COLUMNS: '60' }).columns).toBe(132)
    expect(outputOf({ write }, { COLUMNS: '60' }).columns).toBe(60)
    expect(outputOf({ write }, { COLUMNS: 'wide' }).columns).toBe(100)
    expect(outputOf({ write }, {})).toMatchObject({ isTty: false, columns: 100 })
  })
})
