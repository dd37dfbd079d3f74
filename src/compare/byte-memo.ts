/** Longer ones are not remembered. */
const longest = 2048

/** As many entries, and bytes of theirs, as are kept; then everything is forgotten. */
const [mostEntries, mostBytes] = [1 << 18, 1 << 24]

/** Numbers of an entry: the hash, what was asked, between whom, where its bytes are, how many of either side, and the answer. */
const width = 7

/**
 * Remembers what was found out about one run of bytes, or about two, in typed arrays alone: the same few texts stand in thousands of
 * resources, and neither texts nor objects are made of them to be found. Bounded.
 */
export class ByteMemo {
  private entries = new Int32Array(width * 1024)
  private slots = new Int32Array(4096).fill(-1)
  private bytes = Buffer.allocUnsafeSlow(1 << 15)
  private count = 0
  private used = 0

  /** The answer, of 1 and more, to a question about what is in `a` from `i` to `iEnd` and in `b` from `j` to `jEnd`; 0: it is not known. */
  find(asked: number, between: number, a: Buffer, i: number, iEnd: number, b: Buffer, j: number, jEnd: number): number {
    const first = iEnd - i
    const second = jEnd - j
    if (first + second > longest) return 0
    const { entries, slots, bytes } = this
    const mask = slots.length - 1
    const hash = hashOf(asked, between, a, i, iEnd, b, j, jEnd)
    search: for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = slots[slot] ?? -1
      if (at < 0) return 0
      if (entries[at] !== hash || entries[at + 1] !== asked || entries[at + 2] !== between) continue
      if (entries[at + 4] !== first || entries[at + 5] !== second) continue
      const from = entries[at + 3] ?? 0
      for (let k = 0; k < first; k++) if (bytes[from + k] !== a[i + k]) continue search
      for (let k = 0; k < second; k++) if (bytes[from + first + k] !== b[j + k]) continue search
      return entries[at + 6] ?? 0
    }
  }

  /** Keeps the answer to a question that was not known. */
  keep(
    answer: number,
    asked: number,
    between: number,
    a: Buffer,
    i: number,
    iEnd: number,
    b: Buffer,
    j: number,
    jEnd: number,
  ): void {
    const length = iEnd - i + jEnd - j
    if (length > longest) return
    if (this.count >= mostEntries || this.used + length > mostBytes) this.forget()
    this.makeRoom(length)
    const { entries, bytes, used } = this
    const at = this.count * width
    entries[at] = hashOf(asked, between, a, i, iEnd, b, j, jEnd)
    entries[at + 1] = asked
    entries[at + 2] = between
    entries[at + 3] = used
    entries[at + 4] = iEnd - i
    entries[at + 5] = jEnd - j
    entries[at + 6] = answer
    a.copy(bytes, used, i, iEnd)
    b.copy(bytes, used + iEnd - i, j, jEnd)
    this.used += length
    this.count++
    this.place(at)
  }

  private place(at: number): void {
    const { slots } = this
    const mask = slots.length - 1
    let slot = (this.entries[at] ?? 0) & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = at
  }

  private forget(): void {
    this.count = 0
    this.used = 0
    this.slots.fill(-1)
  }

  private makeRoom(length: number): void {
    if (this.used + length > this.bytes.length) {
      const bytes = Buffer.allocUnsafeSlow(this.bytes.length * 2)
      this.bytes.copy(bytes, 0, 0, this.used)
      this.bytes = bytes
    }
    if ((this.count + 1) * width > this.entries.length) {
      const entries = new Int32Array(this.entries.length * 2)
      entries.set(this.entries)
      this.entries = entries
    }
    if (this.count * 2 < this.slots.length) return
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    for (let at = 0; at < this.count * width; at += width) this.place(at)
  }
}

function hashOf(
  asked: number,
  between: number,
  a: Buffer,
  i: number,
  iEnd: number,
  b: Buffer,
  j: number,
  jEnd: number,
): number {
  let hash = Math.imul(asked, 0x2c1b3c6d) ^ Math.imul(between, 0x297a2d39)
  for (let k = i; k < iEnd; k++) hash = Math.imul(hash ^ (a[k] ?? 0), 0x01000193)
  for (let k = j; k < jEnd; k++) hash = Math.imul(hash ^ (b[k] ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
