import { readFile } from 'node:fs/promises'
import type { Collector, EnvironmentFacts } from '../../src/collect/contract.ts'
import type { CoverageStatus } from '../../src/model/coverage.ts'
import { collectWith, facts, source, type Collected } from '../support/fake-collector.ts'

/**
 * The word that stands for every secret in a test's backend: plant it wherever a real source has one (a value, a
 * password in a URL, the secret key of the credentials). The suite looks for it in everything that comes out.
 */
export const canary = 'canary-7Yq3hV9sXw2LkP'

/** A world for the collector to read, and how to point it there. */
export interface Setup {
  /** What the source entry says. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly environment?: Partial<EnvironmentFacts>
  /** Environment variables of the process while it reads; undefined takes one away. */
  readonly variables?: Readonly<Record<string, string | undefined>>
  readonly close?: () => Promise<void> | void
}

/** A world in which something goes wrong. */
export interface FaultSetup extends Setup {
  /** Each kind that must not be complete, and what it must be; every other kind of every scope must be complete. */
  readonly affects: Readonly<Record<string, Extract<CoverageStatus, 'denied' | 'partial'>>>
  /** The one scope in which it goes wrong. Not given: all. */
  readonly scope?: string
}

/** Why a fault cannot happen to a collector: `a file is not throttled`. */
export interface Impossible {
  readonly impossible: string
}

export type Fault<S extends Setup> = (() => Promise<S>) | Impossible

/** What one collector hands to the suite. */
export interface Subject {
  readonly collector: Collector
  /** Everything is there and may be read; every kind that the collector produces is in it. */
  readonly good: () => Promise<Setup>
  readonly faults: {
    /** Some permission is missing. */
    readonly denied: Fault<FaultSetup>
    /** Every attempt is answered with a throttle. */
    readonly throttled: Fault<FaultSetup>
    /** Something never answers. The suite gives the collector a deadline of two seconds. */
    readonly timedOut: Fault<FaultSetup>
    /** An answer or a file is not what is documented. */
    readonly malformed: Fault<FaultSetup>
    /** The same as `good`, with an empty page before the rest. */
    readonly emptyPageWithToken: Fault<Setup>
    /** Something that never answers; the suite interrupts. */
    readonly cancelled: Fault<Setup>
  }
  /** Where its folder is; a file URL with a slash at its end. Default: `collectors/<id>/`. */
  readonly folder?: URL
}

export interface RunOptions {
  readonly signal?: AbortSignal
  readonly deadlineSeconds?: number
}

/** Reads a world with a collector through the real runner. */
export async function collectSetup(collector: Collector, setup: Setup, options: RunOptions = {}): Promise<Collected> {
  const { signal, deadlineSeconds } = options
  const timed = deadlineSeconds === undefined ? collector : { ...collector, deadlineSeconds }
  return within(setup, () =>
    collectWith([timed], {
      facts: factsOf(setup),
      sources: [source(collector.family, { settings: setup.settings })],
      ...(signal === undefined ? {} : { signal }),
    }),
  )
}

/** The facts of the environment that a setup is. */
export function factsOf(setup: Setup): EnvironmentFacts {
  return { ...facts, ...setup.environment }
}

/** Does something with the variables of a setup in place; puts the old ones back. */
export async function within<T>(setup: Setup, act: () => Promise<T>): Promise<T> {
  const before = new Map(Object.keys(setup.variables ?? {}).map((name) => [name, process.env[name]]))
  const put = (name: string, value: string | undefined): void => {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  for (const [name, value] of Object.entries(setup.variables ?? {})) put(name, value)
  try {
    return await act()
  } finally {
    for (const [name, value] of before) put(name, value)
  }
}

/** Makes a world, uses it, and closes it whatever happens. */
export async function using<S extends Setup, T>(make: () => Promise<S>, act: (setup: S) => Promise<T>): Promise<T> {
  const setup = await make()
  try {
    return await act(setup)
  } finally {
    await setup.close?.()
  }
}

/** The text of a collector's README; undefined when it has none. */
export async function readmeOf(folder: URL): Promise<string | undefined> {
  return readFile(new URL('README.md', folder), 'utf8').catch(() => undefined)
}
