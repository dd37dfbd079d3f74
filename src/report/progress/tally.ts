/** What the runner of collectors tells while it works; the report's own view of it, so that neither room imports the other. */
export interface ScopeEvent {
  readonly type: 'scope-started' | 'scope-progress' | 'scope-finished'
  readonly environment: string
  readonly collector: string
  readonly scope: string
  /** Read so far. */
  readonly resources?: number
  /** Why the scope could not be (completely) read. */
  readonly problem?: string
}

/** What is known of one collector in one environment. */
export interface Line {
  readonly environment: string
  readonly collector: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly finishedAt?: number
  /** Resources by scope. */
  readonly scopes: ReadonlyMap<string, number>
  readonly done: ReadonlySet<string>
  readonly problems: readonly string[]
}

/** The lines after one more event. */
export function tallied(lines: ReadonlyMap<string, Line>, event: ScopeEvent, now: number): ReadonlyMap<string, Line> {
  const key = JSON.stringify([event.environment, event.collector])
  const line: Line = lines.get(key) ?? {
    environment: event.environment,
    collector: event.collector,
    startedAt: now,
    scopes: new Map(),
    done: new Set(),
    problems: [],
  }
  const scopes = new Map(line.scopes).set(event.scope, event.resources ?? line.scopes.get(event.scope) ?? 0)
  const done = event.type === 'scope-finished' ? new Set(line.done).add(event.scope) : line.done
  const problems = event.problem === undefined ? line.problems : [...line.problems, event.problem]
  const { finishedAt: _before, ...rest } = line
  const finished = done.size === scopes.size ? { finishedAt: now } : {}
  return new Map(lines).set(key, { ...rest, scopes, done, problems, ...finished })
}

/** Resources of all scopes of a line. */
export function resourcesOf(line: Line): number {
  return [...line.scopes.values()].reduce((sum, count) => sum + count, 0)
}
