/** What a parameter formula may refer to. Undefined: not known, and so is every formula that needs it. */
export interface FormulaVariables {
  /** Memory of the instance class, in bytes. */
  readonly memoryBytes: number | undefined
  readonly port: number | undefined
  readonly vcpu?: number | undefined
}

type Token = { readonly type: 'number' | 'name' | 'mark'; readonly text: string }

/**
 * The value of an RDS parameter: a literal as it is written, or a formula such as `{DBInstanceClassMemory/12582880}`,
 * `LEAST({DBInstanceClassMemory/9531392},5000)`, `GREATEST`, `SUM`, `IF(condition, a, b)`. Division is integer division.
 * Undefined when a variable is not known or the formula is none.
 *
 * Source: Amazon RDS User Guide, "Specifying DB parameters" (formulas, variables, operators, functions).
 */
export function evaluateFormula(value: string, variables: FormulaVariables): string | undefined {
  if (!/[{(]/.test(value)) return value
  if (!/^(\s*\{|\s*(GREATEST|LEAST|SUM|IF|LOG)\s*\()/i.test(value)) return value
  const parsed = new FormulaReader(tokenise(value), variables).read()
  return parsed === undefined ? undefined : String(parsed)
}

function tokenise(value: string): readonly Token[] {
  const found: Token[] = []
  for (const match of value.matchAll(/\s+|(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z_0-9]*)|([{}(),*/+\-<>=])/g)) {
    if (match[1] !== undefined) found.push({ type: 'number', text: match[1] })
    else if (match[2] !== undefined) found.push({ type: 'name', text: match[2] })
    else if (match[3] !== undefined) found.push({ type: 'mark', text: match[3] })
  }
  return found
}

/** A reader by descent: sum > product > atom. An unknown variable makes the whole unknown. */
class FormulaReader {
  private at = 0
  private readonly tokens: readonly Token[]
  private readonly variables: FormulaVariables

  constructor(tokens: readonly Token[], variables: FormulaVariables) {
    this.tokens = tokens
    this.variables = variables
  }

  read(): number | undefined {
    const value = this.sum()
    return this.at === this.tokens.length ? value : undefined
  }

  private sum(): number | undefined {
    let left = this.product()
    for (let mark = this.mark('+', '-'); mark; mark = this.mark('+', '-')) {
      const right = this.product()
      left = both(left, right, (a, b) => (mark === '+' ? a + b : a - b))
    }
    return left
  }

  private product(): number | undefined {
    let left = this.atom()
    for (let mark = this.mark('*', '/'); mark; mark = this.mark('*', '/')) {
      const right = this.atom()
      left = both(left, right, (a, b) => (mark === '*' ? a * b : Math.trunc(a / b)))
    }
    return left
  }

  private atom(): number | undefined {
    const token = this.tokens[this.at++]
    if (token === undefined) return undefined
    if (token.type === 'number') return Number(token.text)
    if (token.text === '{' || token.text === '(') {
      const inner = this.sum()
      this.mark('}', ')')
      return inner
    }
    if (token.type === 'name') return this.mark('(') ? this.call(token.text.toUpperCase()) : this.variable(token.text)
    return undefined
  }

  private call(name: string): number | undefined {
    if (name === 'IF') return this.condition()
    const values: (number | undefined)[] = []
    do values.push(this.sum())
    while (this.mark(','))
    this.mark(')')
    const known = values.filter((v): v is number => v !== undefined)
    if (known.length !== values.length) return undefined
    if (name === 'GREATEST') return Math.max(...known)
    if (name === 'LEAST') return Math.min(...known)
    if (name === 'SUM') return known.reduce((a, b) => a + b, 0)
    if (name === 'LOG') return known[0] === undefined ? undefined : Math.log2(known[0])
    return undefined
  }

  private condition(): number | undefined {
    const left = this.sum()
    let operator = ''
    for (let mark = this.mark('<', '>', '='); mark; mark = this.mark('<', '>', '=')) operator += mark
    const right = this.sum()
    this.mark(',')
    const then = this.sum()
    this.mark(',')
    const otherwise = this.sum()
    this.mark(')')
    if (left === undefined || right === undefined) return undefined
    const holds = compare(left, operator, right)
    return holds === undefined ? undefined : holds ? then : otherwise
  }

  private variable(name: string): number | undefined {
    if (name === 'DBInstanceClassMemory') return this.variables.memoryBytes
    if (name === 'EndPointPort') return this.variables.port
    if (name === 'DBInstanceVCPU') return this.variables.vcpu
    return undefined
  }

  private mark(...wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.at]
    if (token?.type !== 'mark' || !wanted.includes(token.text)) return undefined
    this.at++
    return token.text
  }
}

function both(
  a: number | undefined,
  b: number | undefined,
  combine: (a: number, b: number) => number,
): number | undefined {
  if (a === undefined || b === undefined) return undefined
  const value = combine(a, b)
  return Number.isFinite(value) ? value : undefined
}

function compare(a: number, operator: string, b: number): boolean | undefined {
  if (operator === '>') return a > b
  if (operator === '<') return a < b
  if (operator === '>=') return a >= b
  if (operator === '<=') return a <= b
  if (operator === '=' || operator === '==') return a === b
  return undefined
}
