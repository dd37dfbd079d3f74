import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unifiedDiff } from '../../src/app/except/diff.ts'

/** Puts a unified diff onto a text, as `patch` does. */
function patch(before: string, diff: string): string {
  const old = before === '' ? [] : before.replace(/\n$/, '').split('\n')
  const result: string[] = []
  let at = 0
  for (const line of diff.split('\n').slice(2)) {
    const [, first, count] = /^@@ -(\d+),(\d+) /.exec(line) ?? []
    if (first !== undefined) {
      const start = Number(first) - (count === '0' ? 0 : 1)
      while (at < start) result.push(old[at++] ?? '')
    } else if (line.startsWith('+')) result.push(line.slice(1))
    else if (line.startsWith('-')) {
      expect(old[at++]).toBe(line.slice(1))
    } else if (line.startsWith(' ')) {
      expect(old[at++]).toBe(line.slice(1))
      result.push(line.slice(1))
    }
  }
  return [...result, ...old.slice(at)].join('\n')
}

describe('the difference of two files', () => {
  it('shows what came with the lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'
    expect(unifiedDiff('x.yaml', before, before.replace('e\n', 'e\nnew\n'), false)).toBe(
      '--- x.yaml\n+++ x.yaml\n@@ -3,6 +3,7 @@\n c\n d\n e\n+new\n f\n g\n h\n',
    )
  })

  it('shows changes that are far apart by themselves', () => {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i}\n`).join('')
    const after = before.replace('line 1\n', 'one\n').replace('line 18\n', '')
    expect(unifiedDiff('x', before, after, false).match(/^@@/gm)).toHaveLength(2)
  })

  it('of a file that is made has nothing before it', () => {
    expect(unifiedDiff('x', undefined, 'a\n', false)).toBe('--- /dev/null\n+++ x\n@@ -0,0 +1,1 @@\n+a\n')
    expect(unifiedDiff('x', 'a\n', 'a\n', false)).toBe('')
  })

  it('colours only where it is asked to, and shows control characters instead of obeying them', () => {
    const escape = String.fromCharCode(27)
    expect(unifiedDiff('x', '', `a${escape}[31m\n`, false)).toContain('+a\\u{1b}[31m')
    expect(unifiedDiff('x', '', 'a\n', true)).toContain(`${escape}[32m+a`)
  })

  it('is what makes the one of the other', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd', '')
    const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.map((one) => `${one}\n`).join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patch(before, unifiedDiff('x', before, after, false))).toBe(after.replace(/\n$/, ''))
      }),
    )
  })
})
