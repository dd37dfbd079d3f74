/**
 * What a judging thread is at, in memory that both threads see: a thread that hangs cannot answer, but what it wrote down
 * last can be read.
 */
export interface Board {
  readonly memory: SharedArrayBuffer
  /** `rule`: its index, or -1 for none. `what`: what it is about to judge, in words; cut where it is too long. */
  readonly write: (rule: number, what: string) => void
  readonly read: () => { readonly rule: number; readonly what: string }
}

/** Numbers before the text: the index of the rule, and the length of the text in bytes. */
const headBytes = 8
const textBytes = 512

/** A board, or the other end of one. */
export function openBoard(memory = new SharedArrayBuffer(headBytes + textBytes)): Board {
  const head = new Int32Array(memory, 0, 2)
  const text = new Uint8Array(memory, headBytes, textBytes)
  const encoder = new TextEncoder()
  return {
    memory,
    write: (rule, what) => {
      // The length last: who reads in between sees the text before, or a part of this one, never beyond it.
      const { written } = encoder.encodeInto(what, text)
      Atomics.store(head, 0, rule + 1)
      Atomics.store(head, 1, written)
    },
    read: () => ({
      rule: Atomics.load(head, 0) - 1,
      // A decoder takes no shared memory.
      what: new TextDecoder().decode(Uint8Array.from(text.subarray(0, Atomics.load(head, 1)))),
    }),
  }
}
