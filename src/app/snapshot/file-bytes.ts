import { constants, open as openCallback } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { promisify } from 'node:util'

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
  if ((await stat(path)).isFIFO()) {
    yield* pipeBytes(path)
    return
  }
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

/**
 * The bytes of a named pipe. Opened as a file is, a pipe that nobody writes to holds a thread in the system, which Node waits for at its
 * end: the process could not even be interrupted. A socket waits for the writer without one.
 */
async function* pipeBytes(path: string): AsyncIterable<Uint8Array> {
  const fd = await promisify(openCallback)(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const pipe = new Socket({ fd, readable: true, writable: false })
  try {
    for await (const bytes of pipe) yield bytes as Uint8Array
  } finally {
    pipe.destroy()
  }
}
