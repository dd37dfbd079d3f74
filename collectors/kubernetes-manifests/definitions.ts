import { pathOfScope } from '../_files/find-files.ts'
import { readText } from '../_files/read-text.ts'
import type { KubeObject } from '../_kubernetes/objects.ts'
import { at, members, text } from '../_kubernetes/reading.ts'
import { objectSchema, type ObjectSchema } from '../_kubernetes/schema.ts'
import { becomes, isBuiltIn } from '../_kubernetes/served-kinds.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { startDeadline } from '../../src/platform/deadline.ts'
import { largest, mayBeDefinition, withoutSchemas } from './definition-text.ts'
import { isProblem, parseDocument } from './parse-document.ts'
import { splitDocuments, type Chunk } from './split-documents.ts'

/** Seconds. A file that does not answer costs itself, and no other file its time. */
const patience = 1

/** Where definitions are looked for. */
export interface DefinitionPlaces {
  /** Relative to the base directory. */
  readonly files: readonly string[]
  readonly baseDirectory: string
}

/** The definitions of one source. */
export interface Definitions {
  /** Takes in a document that was just read: what is piped in is in no file. */
  readonly note: (chunk: Chunk) => void
  /** The schema of an object's kind and version; undefined where none of the definitions has it. */
  readonly schemaOf: (object: KubeObject, signal: AbortSignal) => Promise<ObjectSchema | undefined>
}

/**
 * The schemas of the CustomResourceDefinitions that stand among the documents of a source, in any of its files: what they fill in is
 * what a cluster would. The files are searched when the first object of an operator is met, and a definition is parsed when one of its
 * objects is. A file that cannot be read says so where it is read itself.
 */
export function createDefinitions(places: DefinitionPlaces): Definitions {
  const chunks = new Map<string, Chunk>()
  const schemas = new Map<string, ObjectSchema | undefined>()
  let searched: Promise<void> | undefined
  return {
    note: (chunk) => {
      noteIn(chunks, chunk)
    },
    schemaOf: async (object, signal) => {
      const { group, version, kind } = object
      if (isBuiltIn(group) || becomes(object) !== 'cluster-object') return undefined
      searched ??= search(places, chunks, signal).catch((error: unknown) => {
        // Who was interrupted stands for nobody else.
        searched = undefined
        throw error
      })
      await searched
      const key = `${group}/${version}/${kind}`
      if (schemas.has(key)) return schemas.get(key)
      const chunk = chunks.get(`${group}/${kind}`)
      if (chunk === undefined) return undefined
      schemas.set(key, schemaIn(chunk, version))
      return schemas.get(key)
    },
  }
}

async function search(
  { files, baseDirectory }: DefinitionPlaces,
  found: Map<string, Chunk>,
  signal: AbortSignal,
): Promise<void> {
  for (const what of files) {
    const deadline = startDeadline(signal, patience)
    try {
      const written = await readText(pathOfScope(what, baseDirectory), { what, largest, signal: deadline.signal })
      if (!written.includes('CustomResourceDefinition')) continue
      for (const chunk of splitDocuments(written)) noteIn(found, chunk)
    } catch (error) {
      if (!(error instanceof EvenkeelError) || signal.aborted) throw error
    } finally {
      deadline.clear()
    }
  }
}

function noteIn(found: Map<string, Chunk>, chunk: Chunk): void {
  if (!mayBeDefinition(chunk)) return
  const parsed = parseDocument(withoutSchemas(chunk))
  if (isProblem(parsed) || at(parsed.content, 'kind') !== 'CustomResourceDefinition') return
  const group = text(at(parsed.content, 'spec', 'group'))
  const kind = text(at(parsed.content, 'spec', 'names', 'kind'))
  if (group !== undefined && kind !== undefined) found.set(`${group}/${kind}`, chunk)
}

function schemaIn(chunk: Chunk, version: string): ObjectSchema | undefined {
  const parsed = parseDocument(chunk)
  if (isProblem(parsed)) return undefined
  const one = members(at(parsed.content, 'spec', 'versions')).find((each) => at(each, 'name') === version)
  return objectSchema(at(one, 'schema', 'openAPIV3Schema'))
}
