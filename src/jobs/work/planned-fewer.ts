import { insideWindow } from '../../judge/exceptions-window.ts'
import { globMatches } from '../../judge/glob.ts'
import type { ExceptionRecord } from '../../model/exception.ts'

/**
 * Whether somebody planned that there are fewer of a kind at this moment: an exception for the kind (nights without workers) whose window
 * is open. One without a kind or without a window plans nothing of the sort.
 */
export function plannedFewer(exceptions: readonly ExceptionRecord[], now: Date): (kind: string) => boolean {
  const planned = exceptions.flatMap(({ selector, windows = [], until, kind }) => {
    const over = kind === 'temporary' && until < now.toISOString().slice(0, 10)
    const open = windows.some((window) => insideWindow(window, now))
    return open && !over && selector.kind !== undefined ? [selector.kind] : []
  })
  return (kind) => planned.some((pattern) => globMatches(pattern, kind))
}
