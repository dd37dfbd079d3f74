/** What an address is made of, as the state has it. */
export interface AddressParts {
  /** As the state writes it, keys and all: `module.db["eu"]`. */
  readonly module?: string | undefined
  readonly type: string
  readonly name: string
  /** A number with `count`, a text with `for_each`. */
  readonly index?: number | string | undefined
}

/** The address of a resource instance as Terraform prints it: `module.db["eu"].aws_db_instance.orders[0]`. */
export function addressOf({ module, type, name, index }: AddressParts): string {
  const key = index === undefined ? '' : `[${typeof index === 'number' ? index : quoted(index)}]`
  return `${module === undefined || module === '' ? '' : `${module}.`}${type}.${name}${key}`
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' }

/** As HCL quotes a text: template marks are doubled, what cannot be printed is given by its number. */
function quoted(key: string): string {
  const inside = key
    .replaceAll(/["\\\n\r\t]/g, (c) => escapes[c] ?? c)
    .replaceAll(/\p{Cc}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll(/([$%])\{/g, '$1$1{')
  return `"${inside}"`
}
