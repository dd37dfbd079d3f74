import { safeText } from '../safe-text.ts'
import { inkOf } from '../table/ink.ts'
import { cut, displayWidth, padTo } from '../width.ts'
import { counted } from '../words.ts'
import type { Progress, ProgressOptions } from './contract.ts'
import { resourcesOf, tallied, type Line } from './tally.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const
const frameMilliseconds = 100

/** Lines that are drawn over and over: one per environment and collector, with counts and elapsed time. */
export function liveProgress(options: ProgressOptions): Progress {
  const { stream, now } = options
  const ink = inkOf(options.colour)
  let lines: ReadonlyMap<string, Line> = new Map()
  let stage = ''
  let frame = 0
  let drawn = 0
  let stopped = false

  const draw = (): void => {
    const width = Math.max(20, (options.columns || 80) - 1)
    const mark = frames[frame % frames.length] ?? ''
    // What is drawn last is never drawn over, so it may be longer than the screen.
    const rows = fitting([...lines.values()], stopped ? Infinity : (options.rows || 24) - 2)
    const names = Math.max(0, ...rows.map((line) => displayWidth(safeText(`${line.environment} ${line.collector}`))))
    const text = rows.map((line) => lineText(line, mark, names, now().getTime(), width, ink))
    if (stage !== '' && !stopped) text.push(cut(`${mark} ${safeText(stage)}`, width))
    // Up over what was drawn before, and clear to the end of the screen.
    const back = drawn === 0 ? '' : `\u001b[${drawn}A\u001b[0J`
    if (back !== '' || text.length > 0) stream.write(back + text.map((line) => `${line}\n`).join(''))
    drawn = text.length
  }

  const timer = setInterval(() => {
    frame += 1
    draw()
  }, frameMilliseconds)
  // A display must never keep the process alive.
  timer.unref()

  return {
    listener: (event) => {
      lines = tallied(lines, event, now().getTime())
    },
    stage: (text) => {
      stage = text
      if (!stopped) draw()
    },
    stop: () => {
      if (stopped) return
      stopped = true
      clearInterval(timer)
      draw()
    },
  }
}

/** What fits on the screen: what still runs comes first, then what finished last. The order of the list is kept. */
function fitting(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length <= rows) return lines
  const urgency = (line: Line): number => line.finishedAt ?? Number.POSITIVE_INFINITY
  const kept = new Set([...lines].sort((a, b) => (urgency(a) < urgency(b) ? 1 : -1)).slice(0, Math.max(1, rows)))
  return lines.filter((line) => kept.has(line))
}

function lineText(
  line: Line,
  spinner: string,
  names: number,
  now: number,
  width: number,
  ink: ReturnType<typeof inkOf>,
): string {
  const name = padTo(safeText(`${line.environment} ${line.collector}`), names)
  const seconds = (((line.finishedAt ?? now) - line.startedAt) / 1000).toFixed(1)
  const places =
    line.finishedAt === undefined ? `${line.done.size}/${line.scopes.size} places` : counted(line.scopes.size, 'place')
  const facts = `${name}  ${places}, ${counted(resourcesOf(line), 'resource')}, ${seconds} s`
  const problem = line.problems[0] === undefined ? '' : `  ${safeText(line.problems[0])}`
  const mark = line.problems.length > 0 ? '✗' : line.finishedAt === undefined ? spinner : '✓'
  const paint = line.problems.length > 0 ? ink.bad : line.finishedAt === undefined ? ink.warn : ink.good
  // Cut before it is coloured: a line that wraps would be drawn over wrongly, and a cut escape sequence would leak.
  return `${paint(mark)} ${cut(facts + problem, width - 2)}`
}
