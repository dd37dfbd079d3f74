import { Compile } from 'typebox/compile'
import { expect } from 'vitest'
import { producesOf } from '../../src/collect/contract.ts'
import type { Shape } from '../../src/model/field.ts'
import { isJsonObject, type Json } from '../../src/model/json.ts'
import { attributesSchema } from '../../src/model/json-schema.ts'
import { tokens } from '../../src/model/pointer.ts'
import type { Resource } from '../../src/model/resource.ts'
import type { Collected } from '../support/fake-collector.ts'
import type { Check } from './collector-contract.ts'
import { canary, collectSetup, factsOf, using, within, type Setup, type Subject } from './subject.ts'

/** What a collector does where everything is there and may be read. */
export function goodChecks({ collector, good }: Subject): readonly Check[] {
  const collect = (): Promise<Collected> => using(good, (setup) => collectSetup(collector, setup))
  return [
    {
      name: 'reads all of every kind it produces',
      run: async () => {
        const { coverage, resources } = await collect()
        for (const row of coverage) {
          expect(row.status, `${row.kind} in ${row.origin.scope}: ${row.reason ?? 'no reason'}`).toBe('complete')
        }
        for (const kind of producesOf(collector)) {
          expect(coverage.some((row) => row.kind === kind.id)).toBe(true)
          expect(resources.filter((one) => one.kind === kind.id).length, `resources of ${kind.id}`).toBeGreaterThan(0)
        }
      },
    },
    {
      name: 'yields what the schema of the kind allows, with keys that are unique and words that are not empty',
      run: async () => {
        const { resources } = await collect()
        for (const kind of producesOf(collector)) {
          const schema = Compile(attributesSchema(kind))
          for (const resource of resources.filter((one) => one.kind === kind.id)) {
            const place = `${kind.id} ${resource.id}`
            expect([...schema.Errors(resource.attributes)], place).toEqual([])
            expect(keysGivenTwice(kind.fields, resource.attributes as Json), place).toEqual([])
            expect(
              [resource.id, ...resource.identifiers].map((word) => word.trim()),
              place,
            ).not.toContain('')
          }
        }
      },
    },
    {
      name: 'does not say what it says it cannot know',
      run: async () => {
        const { resources, coverage } = await collect()
        for (const row of coverage) {
          const mine = resources.filter((one) => one.kind === row.kind && one.origin.scope === row.origin.scope)
          for (const pointer of row.unknownFields)
            expect(
              mine.filter((one) => says(one, pointer)),
              pointer,
            ).toEqual([])
        }
      },
    },
    {
      name: 'says the same twice',
      run: () =>
        using(good, async (setup) => {
          const [first, second] = [await collectSetup(collector, setup), await collectSetup(collector, setup)]
          expect(digests(second)).toEqual(digests(first))
        }),
    },
    {
      name: 'finds everything well where it is well',
      run: () =>
        using(good, async (setup) => {
          const lines = await diagnose(collector, setup)
          expect(lines.length).toBeGreaterThan(0)
          expect(lines.filter((line) => !line.ok)).toEqual([])
          expect(JSON.stringify(lines)).not.toContain(canary)
        }),
    },
    {
      name: 'lets no secret out',
      run: async () => {
        expectNoSecret(await collect())
      },
    },
  ]
}

/** Fails when the canary, as it is or encoded, is anywhere in what was collected. */
export function expectNoSecret(collected: Collected): void {
  const { resources, coverage, notices, events } = collected
  const text = JSON.stringify({ resources, coverage, notices, events, heads: [...collected.snapshot.heads()] })
  const encoded = [Buffer.from(canary).toString('base64').replace(/=+$/, ''), Buffer.from(canary).toString('hex')]
  for (const word of [canary, ...encoded]) expect(text.includes(word), 'a secret in what was collected').toBe(false)
}

async function diagnose(collector: Subject['collector'], setup: Setup): Promise<readonly { readonly ok: boolean }[]> {
  return within(setup, async () => {
    const environment = factsOf(setup)
    const lines: { readonly ok: boolean }[] = []
    for (const scope of await collector.scopes(setup.settings, environment)) {
      const signal = AbortSignal.timeout(20_000)
      const request = { scope, settings: setup.settings, environment, signal }
      const fingerprint = (): never => {
        throw new Error('diagnose reads no secret')
      }
      for await (const line of collector.diagnose({ ...request, fingerprint })) lines.push(line)
    }
    return lines
  })
}

function digests(collected: Collected): readonly string[] {
  return collected.resources.map((one) => `${one.key} ${one.contentDigest}`).sort()
}

/** Whether a resource has a value at a pointer; a pointer into elements (`/ports/*`) is not followed. */
function says(resource: Resource, pointer: string): boolean {
  let value: Json | undefined = resource.attributes as Json
  for (const token of tokens(pointer)) value = isJsonObject(value) ? value[token] : undefined
  return value !== undefined
}

function keysGivenTwice(fields: Shape, attributes: Json): readonly string[] {
  if (!isJsonObject(attributes)) return []
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = attributes[name]
    if (field.form === 'record') return value === undefined ? [] : keysGivenTwice(field.of, value)
    if (field.form !== 'keyed' || !Array.isArray(value)) return []
    const keys = (value as readonly Json[]).map((element) =>
      JSON.stringify(field.by.map((by) => (isJsonObject(element) ? element[by] : undefined) ?? '')),
    )
    return keys.filter((key, i) => keys.indexOf(key) !== i).map((key) => `${name} ${key}`)
  })
}
