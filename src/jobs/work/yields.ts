import type { ScopeYield } from '../../collect/assemble.ts'
import type { Found } from '../../collect/read-scope.ts'
import type { Coverage } from '../../model/coverage.ts'
import { kindOf } from '../../model/kinds/index.ts'
import type { SourcePlan } from '../../model/plan.ts'
import type { CollectedResource, Origin } from '../../model/resource.ts'
import { batches } from '../../platform/batches.ts'

/** The first text of what a place gave; the others are lists of resources. */
interface Opening {
  readonly source: number
  readonly origin: Origin
  readonly coverage: readonly Coverage[]
}

/** Resources in one text: few enough that neither side is busy with one for long. */
const batchSize = 250

/** What a place gave as texts that can be kept and put together again by `readYields`. */
export function* writeYield(given: ScopeYield, sources: readonly SourcePlan[]): Iterable<string> {
  const opening: Opening = {
    source: sources.indexOf(given.source),
    origin: given.origin,
    coverage: given.coverage,
  }
  yield JSON.stringify(opening)
  for (const batch of batches(given.found, batchSize)) yield JSON.stringify(batch.map(({ resource }) => resource))
}

/** What places gave, from the texts of all of them, place by place. Throws where the program does not know what it reads. */
export async function readYields(
  texts: AsyncIterable<string>,
  sources: readonly SourcePlan[],
): Promise<readonly ScopeYield[]> {
  const yields: (ScopeYield & { readonly found: Found[] })[] = []
  for await (const text of texts) {
    const part = JSON.parse(text) as Opening | readonly CollectedResource[]
    if (isBatch(part)) {
      yields.at(-1)?.found.push(...part.map(found))
      continue
    }
    const source = sources[part.source]
    if (source === undefined) throw new Error(`the configuration has no source ${part.source} any more`)
    yields.push({ source, origin: part.origin, coverage: part.coverage, found: [] })
  }
  return yields
}

function isBatch(part: Opening | readonly CollectedResource[]): part is readonly CollectedResource[] {
  return Array.isArray(part)
}

function found(resource: CollectedResource): Found {
  const kind = kindOf(resource.kind)
  if (kind === undefined) throw new Error(`there is no kind ${resource.kind}`)
  return { kind, resource }
}
