/** A list under its name; nothing where it is empty: absent and empty are one. */
export function some<const K extends string, T>(name: K, list: readonly T[]): { readonly [P in K]?: readonly T[] } {
  return (list.length === 0 ? {} : { [name]: list }) as { readonly [P in K]?: readonly T[] }
}
