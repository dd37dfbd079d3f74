import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CollectListener } from '../../src/collect/events.ts'
import { startProgress } from '../../src/report/progress.ts'
import type { Progress } from '../../src/report/progress/contract.ts'
import { displayWidth } from '../../src/report/width.ts'

const escape = String.fromCharCode(27)

function harness(options: Partial<Parameters<typeof startProgress>[0]> = {}) {
  const written: string[] = []
  let time = 0
  const progress: Progress = startProgress({
    stream: { write: (text) => written.push(text) },
    tty: false,
    colour: false,
    now: () => new Date(time),
    columns: 80,
    ...options,
  })
  return {
    progress,
    written,
    text: () => written.join(''),
    /** What a terminal would show: each drawing moves up over the one before it. */
    screen: () => {
      const rows: string[] = []
      for (const chunk of written) {
        const back = new RegExp(`^${escape}\\[(\\d+)A${escape}\\[0J`).exec(chunk)
        if (back) rows.splice(rows.length - Number(back[1]))
        rows.push(
          ...chunk
            .slice(back?.[0].length ?? 0)
            .split('\n')
            .slice(0, -1),
        )
      }
      return rows
    },
    pass: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

const scope = (name: string, collector = 'aws-rds') => ({ environment: 'staging', collector, scope: name }) as const

describe('startProgress', () => {
  it('takes the events of the runner', () => {
    const listener: CollectListener = harness().progress.listener
    expect(listener).toBeTypeOf('function')
  })

  it('writes nothing when quiet', () => {
    const h = harness({ quiet: true, tty: true })
    h.progress.listener({ type: 'scope-started', ...scope('a') })
    h.progress.stage('pairing')
    h.progress.stop()
    expect(h.written).toEqual([])
  })
})

describe('in a log', () => {
  it('writes one line per finished place, with resources and seconds', () => {
    const h = harness()
    h.progress.listener({ type: 'scope-started', ...scope('a') })
    h.pass(1500)
    h.progress.listener({ type: 'scope-progress', ...scope('a'), resources: 10 })
    h.progress.listener({ type: 'scope-finished', ...scope('a'), resources: 12 })
    expect(h.text()).toBe('staging: aws-rds in a: 12 resources, 1.5 s\n')
  })

  it('holds back what comes too fast and counts it, but never a problem', () => {
    const h = harness()
    for (let i = 0; i < 10; i += 1) h.progress.listener({ type: 'scope-finished', ...scope(`s${i}`), resources: 2 })
    h.progress.listener({ type: 'scope-finished', ...scope('bad'), resources: 0, problem: 'Access was denied to x.' })
    h.progress.stop()
    expect(h.text().split('\n')).toEqual([
      'staging: aws-rds in s0: 2 resources, 0.0 s',
      '9 more places read, 18 resources',
      'staging: aws-rds in bad: 0 resources, 0.0 s: Access was denied to x.',
      '',
    ])
  })

  it('tells the rest when it stops, once', () => {
    const h = harness()
    h.progress.listener({ type: 'scope-finished', ...scope('a'), resources: 1 })
    h.progress.listener({ type: 'scope-finished', ...scope('b'), resources: 1 })
    h.progress.stop()
    h.progress.stop()
    expect(h.text()).toBe('staging: aws-rds in a: 1 resource, 0.0 s\n1 more place read, 1 resource\n')
  })

  it('writes no escape sequence, whatever a place is called', () => {
    const h = harness()
    h.progress.listener({ type: 'scope-finished', ...scope('a\u001b[2J\n'), resources: 1, problem: '\u0007' })
    expect(h.text()).not.toContain(escape)
    expect(h.text().split('\n')).toHaveLength(2)
  })
})

describe('on a terminal', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('draws one line per environment and collector over and over', () => {
    const h = harness({ tty: true })
    h.progress.listener({ type: 'scope-started', ...scope('a') })
    h.progress.listener({ type: 'scope-started', ...scope('b') })
    h.progress.listener({ type: 'scope-started', ...scope('x', 'aws-ec2') })
    h.progress.listener({ type: 'scope-progress', ...scope('a'), resources: 5 })
    h.pass(1000)
    vi.advanceTimersByTime(100)
    expect(h.screen()).toEqual([
      expect.stringMatching(/^\S staging aws-rds {2}0\/2 places, 5 resources, 1\.0 s$/),
      expect.stringMatching(/^\S staging aws-ec2 {2}0\/1 places, 0 resources, 1\.0 s$/),
    ])
    h.progress.listener({ type: 'scope-finished', ...scope('a'), resources: 7 })
    h.progress.listener({ type: 'scope-finished', ...scope('b'), resources: 1 })
    h.progress.listener({ type: 'scope-finished', ...scope('x', 'aws-ec2'), resources: 3 })
    h.pass(5000)
    h.progress.stop()
    expect(h.screen()).toEqual([
      '✓ staging aws-rds  2 places, 8 resources, 1.0 s',
      '✓ staging aws-ec2  1 place, 3 resources, 1.0 s',
    ])
  })

  it('marks a line with a problem and says the first one', () => {
    const h = harness({ tty: true })
    h.progress.listener({ type: 'scope-finished', ...scope('a'), resources: 0, problem: 'Access was denied to x.' })
    h.progress.stop()
    expect(h.screen()).toEqual(['✗ staging aws-rds  1 place, 0 resources, 0.0 s  Access was denied to x.'])
  })

  it('shows the stage while it works and not afterwards', () => {
    const h = harness({ tty: true })
    h.progress.stage('pairing')
    expect(h.screen()).toEqual([expect.stringMatching(/^\S pairing$/)])
    h.progress.stop()
    expect(h.screen()).toEqual([])
  })

  it('never lets a line wrap or the list outgrow the screen', () => {
    const h = harness({ tty: true, columns: 40, rows: 6, colour: true })
    for (let i = 0; i < 20; i += 1) {
      h.progress.listener({ type: 'scope-started', ...scope('s', `collector-${i}-日本語日本語日本語日本語`) })
    }
    h.progress.listener({ type: 'scope-finished', ...scope('s', 'collector-3-日本語日本語日本語日本語'), resources: 1 })
    vi.advanceTimersByTime(100)
    const rows = h.screen()
    expect(rows.length).toBeLessThanOrEqual(4)
    expect(rows.join('\n')).not.toContain('collector-3-')
    for (const row of rows) {
      expect(displayWidth(row.replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), ''))).toBeLessThan(40)
    }
  })

  it('leaves every line at the end, even where the screen is smaller or its size is not known', () => {
    const h = harness({ tty: true, columns: 0, rows: 0 })
    for (let i = 0; i < 30; i += 1)
      h.progress.listener({ type: 'scope-finished', ...scope('s', `c${i}`), resources: 1 })
    vi.advanceTimersByTime(100)
    expect(h.screen()).toHaveLength(22)
    h.progress.stop()
    expect(h.screen()).toHaveLength(30)
    expect(h.screen()[0]).toBe('✓ staging c0   1 place, 1 resource, 0.0 s')
  })

  it('stops its timer, so that nothing is drawn over the report', () => {
    const h = harness({ tty: true })
    h.progress.listener({ type: 'scope-started', ...scope('a') })
    h.progress.stop()
    const before = h.written.length
    vi.advanceTimersByTime(1000)
    h.progress.stop()
    h.progress.stage('late')
    expect(h.written).toHaveLength(before)
    expect(vi.getTimerCount()).toBe(0)
  })
})
