import { describe, expect, it } from 'vitest'
import { openBoard } from '../../src/jobs/judging-board.ts'

describe('the board', () => {
  it('tells nothing before something was written', () => {
    expect(openBoard().read()).toEqual({ rule: -1, what: '' })
  })

  it('is read where its memory is known', () => {
    const board = openBoard()
    openBoard(board.memory).write(3, 'workload "shop-web" at "/replicas"')
    expect(board.read()).toEqual({ rule: 3, what: 'workload "shop-web" at "/replicas"' })
    board.write(0, 'x')
    expect(board.read()).toEqual({ rule: 0, what: 'x' })
  })

  it('cuts what is too long, never inside a character', () => {
    const board = openBoard()
    board.write(1, 'ä€'.repeat(400))
    expect(board.read().what).toMatch(/^(ä€)+ä?$/)
    expect(Buffer.byteLength(board.read().what)).toBeLessThanOrEqual(512)
  })
})
