import type { Field, Shape } from '../model/field.ts'
import type { Json } from '../model/json.ts'
import type { Side } from '../model/resource.ts'
import type { Asked, FieldAsked, WrittenTest } from '../model/twin.ts'
import { tokenOf, type Codes } from './json-text.ts'
import { Tokens } from './tokens.ts'

/** What a walk does at one member of a record. */
export interface Step {
  /** The member as it stands in text: `"ports":`. */
  readonly token: Codes
  readonly name: string
  /** Undefined: nothing of it is compared. */
  readonly field: Field | undefined
  /** Whether it is a part of the key of an element. */
  readonly isKey: boolean
  /** Of a record, or of the elements of a keyed field. */
  readonly record: RecordPlan | undefined
  /** Of the items of a list. */
  readonly item: Step | undefined
  /** What is asked about its value, by side. */
  readonly asks: Asks | undefined
  /** What stood there on either side. */
  readonly candidate: Tokens
  readonly baseline: Tokens
  /** The step that came after it the last time: things of one template are written in one order. */
  next: Step | undefined
}

/** The members of a record. */
export interface RecordPlan {
  readonly steps: Map<string, Step>
  /** The step of a member that nothing is known of. */
  readonly unknown: (name: string) => Step
  next: Step | undefined
}

/** The tests of one place: whether what is written there is clear. */
export interface Asks {
  readonly candidate: (written: string) => boolean
  readonly baseline: (written: string) => boolean
}

/** As many members as are remembered of a record. */
export const mostSteps = 4096

/** How the attributes of a kind are walked. */
export function walkPlan(fields: Shape, asked: Asked | undefined): RecordPlan {
  return recordPlan(
    fields,
    [],
    (name) => asksOf(asked?.fields.get(name)?.tests, undefined),
    (name) => asked?.fields.get(name),
  )
}

function recordPlan(
  shape: Shape,
  by: readonly string[],
  asks: (name: string) => Asks | undefined,
  deeper: (name: string) => FieldAsked | undefined,
): RecordPlan {
  const steps = new Map<string, Step>()
  for (const [name, field] of Object.entries(shape)) {
    steps.set(
      name,
      stepOf(name, field.volatile === true ? undefined : field, by.includes(name), asks(name), deeper(name), field),
    )
  }
  return { steps, unknown: (name) => stepOf(name, undefined, false, asks(name), undefined), next: undefined }
}

function stepOf(
  name: string,
  field: Field | undefined,
  isKey: boolean,
  asks: Asks | undefined,
  asked: FieldAsked | undefined,
  declared: Field | undefined = field,
): Step {
  const none = (): undefined => undefined
  const ofMember = (member: string): Asks | undefined => asksOf(asked?.tests, member)
  return {
    token: tokenOf(name),
    name,
    field,
    isKey,
    record:
      declared?.form === 'record'
        ? recordPlan(declared.of, [], none, none)
        : declared?.form === 'keyed'
          ? recordPlan(declared.of, declared.by, ofMember, none)
          : undefined,
    item:
      declared?.form === 'set' || declared?.form === 'ordered'
        ? stepOf('', declared.of, false, undefined, undefined)
        : undefined,
    asks,
    candidate: new Tokens(),
    baseline: new Tokens(),
    next: undefined,
  }
}

/** The tests of a place; `member` undefined: those of the whole field. */
function asksOf(tests: readonly WrittenTest[] = [], member: string | undefined): Asks | undefined {
  const own = tests.filter((test) => test.member === member || (member !== undefined && test.member === '*'))
  if (own.length === 0) return undefined
  const of = (side: Side): ((written: string) => boolean) => {
    const mine = own.filter((test) => test.side === side || test.side === 'both')
    const ofAny = mine.filter((test) => test.member !== '*')
    return (written) => {
      const isRecord = written.startsWith('{')
      if (mine.length === 0 || (ofAny.length === 0 && !isRecord)) return true
      const value = JSON.parse(written) as Json
      return (isRecord ? mine : ofAny).every((test) => test.clears(value))
    }
  }
  return { candidate: of('candidate'), baseline: of('baseline') }
}
