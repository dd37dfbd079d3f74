import { safeText } from '../safe-text.ts'
import { counted } from '../words.ts'
import type { Progress, ProgressOptions } from './contract.ts'

/** Between two lines about places that were read well. Problems are always told at once. */
const shortestGap = 500

/** Plain lines for logs: one per finished scope, and a count where they come too fast. */
export function plainProgress({ stream, now }: ProgressOptions): Progress {
  const started = new Map<string, number>()
  let lastLine = Number.NEGATIVE_INFINITY
  let held = 0
  let heldResources = 0

  const flush = (): void => {
    if (held === 0) return
    stream.write(`${counted(held, 'more place')} read, ${counted(heldResources, 'resource')}\n`)
    held = 0
    heldResources = 0
  }

  return {
    listener: (event) => {
      const key = JSON.stringify([event.environment, event.collector, event.scope])
      const at = now().getTime()
      if (event.type === 'scope-started') started.set(key, at)
      if (event.type !== 'scope-finished') return
      const resources = event.resources ?? 0
      if (event.problem === undefined && at - lastLine < shortestGap) {
        held += 1
        heldResources += resources
        return
      }
      flush()
      lastLine = at
      const seconds = ((at - (started.get(key) ?? at)) / 1000).toFixed(1)
      const where = safeText(`${event.environment}: ${event.collector} in ${event.scope}`)
      const problem = event.problem === undefined ? '' : `: ${safeText(event.problem)}`
      stream.write(`${where}: ${counted(resources, 'resource')}, ${seconds} s${problem}\n`)
    },
    stage: (text) => {
      flush()
      stream.write(`${safeText(text)}\n`)
    },
    stop: flush,
  }
}
