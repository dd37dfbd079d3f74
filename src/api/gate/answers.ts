import type { Clock } from '../../platform/clock.ts'
import type { Store } from '../../store/contract/store.ts'
import type { GateCall } from '../../store/contract/gates.ts'
import { newFindingsOf } from './since.ts'
import type { Standing } from './standing.ts'
import { gateVerdict, type GateQuestion, type GateVerdict } from './verdict.ts'

/** A verdict with the text that goes out. */
export interface GateAnswer {
  readonly verdict: GateVerdict
  readonly json: string
}

/** Answers of gates, made once a second for each question at most. */
export interface GateAnswers {
  /** `key`: equal for equal questions. At once, unless the store has to say what is new. */
  readonly of: (key: string, question: GateQuestion, standing: Standing | null) => GateAnswer | Promise<GateAnswer>
}

interface Entry {
  readonly standing: Standing | null
  readonly fresh: ReadonlySet<string> | undefined
  second: number
  answer: GateAnswer
}

const mostEntries = 2_000

/** `written`: resolves when every call that was noted so far is in the store, where what is new is looked up. */
export function gateAnswersOf(
  store: Pick<Store, 'assessments' | 'findings' | 'gates'>,
  clock: Clock,
  written: () => Promise<void>,
): GateAnswers {
  const entries = new Map<string, Entry>()
  const newFindings = newFindingsOf(store)

  const make = (question: GateQuestion, standing: Standing | null, now: Date, fresh: Entry['fresh']): GateAnswer => {
    const override = standing?.overrides.find(({ service }) => service === question.service)
    const verdict = {
      ...gateVerdict(question, standing, now, fresh),
      ...(override === undefined ? {} : { overridden: overrideOf(override) }),
    }
    return { verdict, json: JSON.stringify(verdict) }
  }
  const keep = (key: string, entry: Entry): GateAnswer => {
    if (entries.size >= mostEntries) entries.clear()
    entries.set(key, entry)
    return entry.answer
  }

  return {
    of: (key, question, standing) => {
      const now = clock.now()
      const second = Math.floor(now.getTime() / 1000)
      const entry = entries.get(key)
      if (entry !== undefined && entry.standing === standing) {
        if (entry.second !== second) {
          entry.answer = make(question, standing, now, entry.fresh)
          entry.second = second
        }
        return entry.answer
      }
      if (!question.newOnly || standing === null)
        return keep(key, { standing, fresh: undefined, second, answer: make(question, standing, now, undefined) })
      return written()
        .then(() => newFindings.of(question, standing.assessment.id, now))
        .then((fresh) => keep(key, { standing, fresh, second, answer: make(question, standing, now, fresh) }))
    },
  }
}

export function overrideOf({ by, at, override = '' }: GateCall): NonNullable<GateVerdict['overridden']> {
  return { by, at, reason: override }
}
