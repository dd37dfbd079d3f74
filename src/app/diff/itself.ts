import { compileRules } from '../../judge/compile-rules.ts'
import type { Kind } from '../../model/kind.ts'
import { kinds } from '../../model/kinds/index.ts'
import type { Rule } from '../../model/rule.ts'
import type { Judgement } from '../judgement.ts'

/**
 * What every change of a resource is, that no rule has more to say about. It is in no pack: between two environments, most
 * differences are none that someone would act on; between then and now, what changed is the answer.
 */
function changed({ id, dimension }: Kind): Rule {
  return {
    id: `diff/${id}-changed`,
    kind: id,
    at: '**',
    on: 'change',
    side: 'both',
    relation: 'equal',
    claims: true,
    precedence: -1000,
    severity: 'low',
    dimension,
    title: '{key} of {name} is {candidate} in {environment.candidate} and {baseline} in {environment.baseline}',
    why: 'It is not as it was, or not as its code says.',
    remedy: 'Nothing, where the change was meant; otherwise set {key} of {name} back.',
    references: [],
    examples: [],
  }
}

/**
 * How an environment is judged against itself, then and now, code and live: by the rules for changes, and last by those that take
 * every change. What rules find in one look at a side (an expiring certificate, a reach into another environment) is no change.
 */
export function judgementOfItself(judgement: Judgement): Judgement {
  const written = [...judgement.written.filter((rule) => rule.on === 'change'), ...kinds.map(changed)]
  return { ...judgement, written, rules: compileRules(written) }
}
