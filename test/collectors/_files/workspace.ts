import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Collector, EnvironmentFacts } from '../../../src/collect/contract.ts'
import { EvenkeelError } from '../../../src/errors/catalogue.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'

/** A directory with these files; `remove` when done. */
export function workspace(files: Readonly<Record<string, string>>): { readonly path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'evenkeel-files-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export function factsAt(baseDirectory: string): EnvironmentFacts {
  return { name: 'production', aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory }
}

export interface Outcome {
  readonly resources: readonly CollectedResource[]
  /** By scope and read: what it threw. */
  readonly errors: readonly {
    readonly scope: string
    readonly kinds: readonly string[]
    readonly error: EvenkeelError
  }[]
  readonly unknown: readonly { readonly kind: string; readonly fields: readonly string[]; readonly reason: string }[]
  /** The kinds that a place said it is not one to ask for. */
  readonly passedOver: readonly string[]
}

/** Reads files with a collector, each read to its end; what is no error of the catalogue is thrown. */
export async function collectFiles(
  collector: Collector,
  files: Readonly<Record<string, string>>,
  settings: unknown,
): Promise<Outcome> {
  const space = workspace(files)
  try {
    return await collectAt(collector, space.path, settings)
  } finally {
    space.remove()
  }
}

export async function collectAt(collector: Collector, path: string, settings: unknown): Promise<Outcome> {
  const environment = factsAt(path)
  const resources: CollectedResource[] = []
  const errors: Outcome['errors'][number][] = []
  const unknown: Outcome['unknown'][number][] = []
  const passedOver: string[] = []
  for (const scope of await collector.scopes(settings, environment)) {
    const { signal } = new AbortController()
    for (const read of collector.reads) {
      const request = {
        scope,
        settings,
        environment,
        signal,
        fingerprint: createFingerprinter('key of the tests'),
        unknown: (kind: { readonly id: string }, fields: readonly string[], reason: string) =>
          void unknown.push({ kind: kind.id, fields, reason }),
        passOver: (kind: { readonly id: string }) => void passedOver.push(kind.id),
      }
      try {
        for await (const resource of read.read(request)) resources.push(resource)
      } catch (error) {
        if (!(error instanceof EvenkeelError)) throw error
        errors.push({ scope: scope.scope, kinds: read.produces.map(({ id }) => id), error })
      }
    }
  }
  return { resources, errors, unknown, passedOver }
}

/** The only resource of an id. */
export function byId(outcome: Outcome, id: string): CollectedResource {
  const found = outcome.resources.filter((resource) => resource.id === id)
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} resources have the id ${id}`)
  return found[0]
}
