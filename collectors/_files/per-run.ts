/**
 * A function of a file that works once for all reads of one run: they share its signal. Without it each read would parse
 * the same file again. What was made is forgotten with the run.
 */
export function oncePerRun<A extends { readonly signal: AbortSignal; readonly scope: { readonly scope: string } }, T>(
  make: (request: A) => Promise<T>,
): (request: A) => Promise<T> {
  const runs = new WeakMap<AbortSignal, Map<string, Promise<T>>>()
  return (request) => {
    const files = runs.get(request.signal) ?? new Map<string, Promise<T>>()
    runs.set(request.signal, files)
    const known = files.get(request.scope.scope)
    if (known !== undefined) return known
    const made = make(request)
    files.set(request.scope.scope, made)
    return made
  }
}
