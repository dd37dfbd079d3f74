import { setFlagsFromString } from 'node:v8'

/**
 * Bytes of bytecode that a function runs before V8 asks again whether to compile it for speed; 67,584 by default. A comparison is some
 * seconds of few functions: most of them were compiled before they had seen half of what they meet, thrown away, and compiled again.
 */
const later = 400_000

/**
 * Lets V8 compile a function later, where that was measured (docs/decisions/0027): Node 20 and 21. A newer V8 compiles such functions in
 * a cheaper way first, and does not know the flag. For a process that ends with its comparison. V8 reads the flag each time that
 * it sets a counter back, so it counts from now on.
 *
 * @param engine the version of V8
 */
export function compileLater(engine = process.versions.v8, setFlag = setFlagsFromString): void {
  if (engine.startsWith('11.')) setFlag(`--interrupt-budget=${later}`)
}
