import type { CompiledRule } from '../judge/compiled.ts'
import { hasExpression } from '../judge/expressive.ts'
import type { Rule } from '../model/rule.ts'
import type { TwinView, Unit } from '../model/twin.ts'
import type { Board } from './judging-board.ts'

/**
 * Rules that write down what they judge before they evaluate an expression of their author: all else takes a time that the
 * data bounds. A rule is written down by its place among those that were posted, of which some may be off.
 */
export function witnessed(
  rules: readonly CompiledRule[],
  written: readonly Rule[],
  board: Pick<Board, 'write'>,
): readonly CompiledRule[] {
  const indices = new Map(written.map(({ id }, index) => [id, index]))
  return rules.map((compiled) =>
    hasExpression(compiled.rule) ? witness(compiled, indices.get(compiled.rule.id) ?? -1, board) : compiled,
  )
}

function witness(compiled: CompiledRule, index: number, board: Pick<Board, 'write'>): CompiledRule {
  const note = (unit: Unit, view: TwinView): void => board.write(index, whatIs(unit, view))
  const { forTwin } = compiled
  return {
    ...compiled,
    applies: (unit, view, context) => {
      note(unit, view)
      return compiled.applies(unit, view, context)
    },
    severity: (unit, view, faulty, context) => {
      note(unit, view)
      return compiled.severity(unit, view, faulty, context)
    },
    ...(forTwin === undefined
      ? {}
      : {
          forTwin: (view, context) => {
            const own = forTwin(view, context)
            return own === undefined ? undefined : witness(own, index, board)
          },
        }),
  }
}

/** `database-instance "shop-orders" at "/class"`. */
export function whatIs(unit: Pick<Unit, 'at'> | undefined, { twin }: Pick<TwinView, 'twin'>): string {
  const place = unit === undefined || unit.at === '' ? '' : ` at "${unit.at}"`
  return `${twin.kind} "${twin.name}"${place}`
}
