import type { EvenkeelError } from '../errors/catalogue.ts'
import { fail } from '../errors/catalogue.ts'
import type { KnownFinding } from '../model/exception.ts'
import type { Severity } from '../model/severity.ts'
import { dayOf } from './exception-dates.ts'
import { child, items, textOf, type Tree } from './tree.ts'

/** The findings of adoptions whose form was checked. One that is known twice in a comparison is refused. */
export function knownOf(adoptions: readonly Tree[]): {
  readonly known: readonly KnownFinding[]
  readonly problems: readonly EvenkeelError[]
} {
  const problems: EvenkeelError[] = []
  const seen = new Map<string, KnownFinding>()
  for (const adoption of adoptions) {
    const since = dayOf(adoption, 'since')
    if (since instanceof Error) {
      problems.push(since)
      continue
    }
    const comparison = { candidate: word(adoption, 'candidate'), baseline: word(adoption, 'baseline') }
    for (const tree of items(child(adoption, 'findings'))) {
      const one = findingOf(tree, comparison, since ?? '')
      const other = seen.get(one.id)
      if (other === undefined) seen.set(one.id, one)
      else problems.push(fail('rules-exception-duplicate', { ...tree.place, id: one.id, other: other.where }))
    }
  }
  return { known: [...seen.values()], problems }
}

function findingOf(tree: Tree, comparison: KnownFinding['comparison'], since: string): KnownFinding {
  const secrets = child(tree, 'secrets')
  return {
    comparison,
    since,
    id: word(tree, 'id'),
    rule: word(tree, 'rule'),
    kind: word(tree, 'kind'),
    resource: word(tree, 'resource'),
    at: word(tree, 'at'),
    severity: word(tree, 'severity') as Severity,
    values: word(tree, 'values'),
    ...(secrets === undefined ? {} : { secrets: { key: word(secrets, 'key'), values: word(secrets, 'values') } }),
    where: `${tree.place.file}:${tree.place.line}`,
  }
}

function word(tree: Tree, key: string): string {
  return textOf(child(tree, key)) ?? ''
}
