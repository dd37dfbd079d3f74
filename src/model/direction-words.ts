import type { Direction } from './finding.ts'

/**
 * Which side moved, in words: `staging is ahead`, `production is ahead, as after a hotfix`, `both moved`. Undefined where nobody knows.
 * The names of the environments are written as they are given.
 */
export function directionInWords(
  direction: Direction,
  { candidate, baseline }: { readonly candidate: string; readonly baseline: string },
): string | undefined {
  switch (direction) {
    case 'candidate-ahead':
      return `${candidate} is ahead`
    case 'baseline-ahead':
      return `${baseline} is ahead, as after a hotfix`
    case 'both':
      return 'both moved'
    case 'unknown':
      return undefined
  }
}
