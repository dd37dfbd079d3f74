import type { Installation } from './installation.ts'
import { randomOf } from './random.ts'

/** Runs a chapter of the story, and whatever befalls it. */
export type Disturb = <T>(chapter: string, work: () => Promise<T>) => Promise<T>

/** How long each chapter took, in milliseconds, when nothing befell it. */
export type Durations = Readonly<Record<string, number>>

/** Nothing happens; `durations` fills with how long each chapter takes. */
export function calm(durations: Record<string, number>): Disturb {
  return async (chapter, work) => {
    const began = performance.now()
    const result = await work()
    durations[chapter] = performance.now() - began
    return result
  }
}

export interface Crash {
  readonly chapter: string
  /** Milliseconds after the chapter's begin. */
  readonly after: number
  readonly name: string
}

/** So many crashes, each in a chapter, at a moment of it and of a process that the seed decides. */
export function plan(count: number, seed: number, durations: Durations, names: readonly string[]): readonly Crash[] {
  const random = randomOf(seed)
  const chapters = Object.entries(durations)
  const oneOf = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  return Array.from({ length: count }, () => {
    const [chapter, lasts] = oneOf(chapters)
    return { chapter, after: random() * lasts, name: oneOf(names) }
  }).sort((a, b) => a.after - b.after)
}

/** The crashes of a plan; each is made, even where the chapter is over before its moment. `made` counts them. */
export function crashing(installation: Installation, crashes: readonly Crash[], made: Crash[]): Disturb {
  return async (chapter, work) => {
    const crash = async (): Promise<void> => {
      const began = performance.now()
      for (const one of crashes.filter((each) => each.chapter === chapter)) {
        const left = began + one.after - performance.now()
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
        await installation.crash(one.name)
        made.push(one)
      }
    }
    const [result] = await Promise.all([work(), crash()])
    return result
  }
}
