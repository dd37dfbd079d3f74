import type { CanonicalHead } from '../model/twin.ts'

/** Lengths at which providers cut names: load balancers and target groups, labels of DNS, roles. */
const cuts: ReadonlySet<number> = new Set([32, 63, 64])

/** What Kubernetes makes generated names of: no vowels, and nothing that looks like another. */
const generated = /^(.+?)(?:-[bcdfghjklmnpqrstvwxz2456789]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}$/

/**
 * A canonical name without what tells one making of a thing from the next: a colour (`web-blue`), a revision (`web:482`, `web-v12`,
 * `web-00012`), a hash of CDK, or what Kubernetes appends. Undefined where nothing of that is in it, or nothing else.
 */
export function looseName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  let loose = name
  for (const made of [withoutRevision, withoutHash, withoutColour]) {
    const next = made(loose)
    if (/[a-z0-9]/.test(next)) loose = next
  }
  return loose
}

function withoutRevision(name: string): string {
  return name.replace(/(?::\d{1,9}|[-_.]v\d{1,6}|[-_.]r(?:ev)?\d{1,6}|[-_.]0\d{2,8})$/, '')
}

function withoutColour(name: string): string {
  return name
    .split(/(?<=[-_./:])|(?=[-_./:])/)
    .filter((token) => token !== 'blue' && token !== 'green')
    .join('')
    .replace(/([-_./:])[-_./:]+/g, '$1')
    .replace(/^[-_.]|[-_.]$/g, '')
}

function withoutHash(name: string): string {
  const tail = generated.exec(name)
  if (tail?.[1] !== undefined && /\d/.test(name.slice(tail[1].length))) return tail[1]
  const hash = /^(.*[a-z])([0-9a-f]{8})$/.exec(name)
  return hash?.[1] !== undefined && (hash[2]?.match(/\d/g)?.length ?? 0) >= 2 ? hash[1] : name
}

/**
 * Pairs of names of which one goes on where the other was cut: `shop-checkout-in` and `shop-checkout-internal`. Only a name that is as
 * long as its provider lets it be was cut, and only one on each side may fit. `n log n` in the names.
 */
export function cutPairs(
  candidate: readonly CanonicalHead[],
  baseline: readonly CanonicalHead[],
): readonly (readonly [CanonicalHead, CanonicalHead])[] {
  const partners = new Map<CanonicalHead, Set<CanonicalHead>>()
  const add = (a: CanonicalHead, b: CanonicalHead): void => {
    partners.set(a, (partners.get(a) ?? new Set()).add(b))
    partners.set(b, (partners.get(b) ?? new Set()).add(a))
  }
  const search = (cut: readonly CanonicalHead[], whole: readonly CanonicalHead[]): void => {
    const sorted = [...whole].filter((head) => bareOf(head) !== '').sort((a, b) => (bareOf(a) < bareOf(b) ? -1 : 1))
    for (const head of cut) {
      if (!cuts.has(head.names[0]?.length ?? 0)) continue
      // The word that was cut in two may be no word any more: what is left must still be most of a name.
      const start = bareOf(head)
      if (start.length < shortest) continue
      let low = 0
      for (let high = sorted.length; low < high;) {
        const middle = (low + high) >> 1
        if (bareOf(sorted[middle]) < start) low = middle + 1
        else high = middle
      }
      // Two that fit are as good as many.
      for (let at = low; at < low + 2 && bareOf(sorted[at]).startsWith(start); at++) {
        const other = sorted[at]
        if (other !== undefined) add(head, other)
      }
    }
  }
  search(candidate, baseline)
  search(baseline, candidate)
  return candidate.flatMap((head) => {
    const [only, another] = partners.get(head) ?? []
    return only !== undefined && another === undefined && partners.get(only)?.size === 1 ? [[head, only] as const] : []
  })
}

/** A shorter piece of a name may be the beginning of anything. */
const shortest = 12

function bareOf(head: CanonicalHead | undefined): string {
  return head?.names[2] ?? ''
}
