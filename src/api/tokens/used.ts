import type { Clock } from '../../platform/clock.ts'
import type { Tokens } from '../../store/contract/tokens.ts'

/** Notes when tokens were last used, some time later and together. */
export interface UsedTokens {
  readonly note: (id: string) => void
  /** Writes what was noted. What cannot be written is lost: it is worth no failed request. */
  readonly flush: () => Promise<void>
  /** Flushes, and stops. */
  readonly close: () => Promise<void>
}

/** Writes at most once in `everySeconds`. */
export function usedTokensOf(tokens: Tokens, clock: Clock, everySeconds = 30): UsedTokens {
  const noted = new Set<string>()
  const flush = async (): Promise<void> => {
    if (noted.size === 0) return
    const ids = [...noted]
    noted.clear()
    await tokens.used(ids, clock.now()).catch(() => {})
  }
  const timer = setInterval(() => void flush(), everySeconds * 1000)
  timer.unref()
  return {
    note: (id) => void noted.add(id),
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
