import { open } from 'node:fs/promises'

/** Bytes that are taken from the system at once; what of them nothing was read into takes no room. */
const slabSize = 16 << 20
/** Bytes that are read at once. */
const most = 1 << 20

/**
 * The bytes of a file as they come, each piece behind the one before it in memory that is its own, to be kept. That memory is shared memory,
 * which the garbage collector does not count as garbage to come: a file that stays in memory would set it to work every 64 MB, for nothing.
 * Throws what the file system says.
 */
export async function* fileBytes(path: string): AsyncIterable<Uint8Array> {
  const file = await open(path)
  try {
    let slab: Buffer = Buffer.alloc(0)
    let used = 0
    for (;;) {
      if (used + most > slab.length) {
        slab = Buffer.from(new SharedArrayBuffer(slabSize))
        used = 0
      }
      const { bytesRead } = await file.read(slab, used, most, null)
      if (bytesRead === 0) return
      yield slab.subarray(used, used + bytesRead)
      used += bytesRead
    }
  } finally {
    await file.close()
  }
}
