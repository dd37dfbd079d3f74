import type { Key } from '../../model/resource.ts'

/**
 * Tells a key that came before. Snapshots are written in the order of their keys, and what comes after the last is new; only where that order
 * is broken are keys looked up.
 */
export class SeenKeys {
  private readonly inOrder: Key[] = []
  private known: Set<Key> | undefined

  get size(): number {
    return this.known?.size ?? this.inOrder.length
  }

  /** False: it came before. */
  add(key: Key): boolean {
    if (this.known === undefined) {
      const last = this.inOrder.at(-1)
      if (last === undefined || last < key) {
        this.inOrder.push(key)
        return true
      }
      this.known = new Set(this.inOrder)
    }
    const before = this.known.size
    return this.known.add(key).size > before
  }
}
