import type { Field, Shape } from '../model/field.ts'
import type { Json } from '../model/json.ts'
import type { Side } from '../model/resource.ts'
import type { Asked, FieldAsked, WrittenTest } from '../model/twin.ts'
import { tokenOf } from './json-text.ts'

/** How a value is compared. */
export const how = {
  /** Not at all. */
  passed: 0,
  record: 1,
  /** A list of records. */
  elements: 2,
  items: 3,
  /** As it is written, or else not equal. */
  written: 4,
  /** With the words of its environment replaced; `parts`: and taken apart before, where it is a URL. */
  words: 5,
  parts: 6,
  /** By what it is there: as it is written, or else it is looked up. */
  lookedUp: 7,
  /** As {@link how.lookedUp}; where it is an object, a secret of two environments. */
  secret: 8,
} as const

/** What a walk does at one member of a record. */
export interface Step {
  /** The member as it stands in text: `"ports":`. */
  readonly token: Buffer
  readonly name: string
  /** One of {@link how}. */
  readonly how: number
  /** What tells this question from others in a memory; the same wherever the same answers are right. */
  readonly number: number
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
  /** The steps that came after it the last two times: things of one template are written in one order. */
  next: Step | undefined
  after: Step | undefined
}

/** The members of a record. */
export interface RecordPlan {
  readonly steps: Map<string, Step>
  /** The step of a member that nothing is known of. */
  readonly unknown: (name: string) => Step
  next: Step | undefined
  after: Step | undefined
}

/** The tests of one place: whether what is written there is clear. Undefined: it is, whatever it is. */
export interface Asks {
  readonly candidate: Ask | undefined
  readonly baseline: Ask | undefined
  /** Those of both sides at once. */
  readonly ofBoth: Ask | undefined
}

/** The tests of one place on one side. */
export interface Ask {
  readonly number: number
  /** Whether they look at anything but records. */
  readonly ofAny: boolean
  readonly clears: (written: string) => boolean
}

/** As many members as are remembered of a record. */
export const mostSteps = 4096

/** Numbers the questions of all plans. */
export class Questions {
  private last = 0
  private readonly byWord = new Map<string, number>()

  /** `word`: what the answer depends on beside the text; the same number for the same one. Left out: a number of its own. */
  number(word?: string): number {
    const known = word === undefined ? undefined : this.byWord.get(word)
    if (known !== undefined) return known
    this.last++
    if (word !== undefined) this.byWord.set(word, this.last)
    return this.last
  }
}

/** How the attributes of a kind are walked. */
export function walkPlan(fields: Shape, asked: Asked | undefined, questions: Questions): RecordPlan {
  return recordPlan(
    fields,
    [],
    (name) => asksOf(asked?.fields.get(name)?.tests, undefined, questions),
    (name) => asked?.fields.get(name),
    questions,
  )
}

function recordPlan(
  shape: Shape,
  by: readonly string[],
  asks: (name: string) => Asks | undefined,
  deeper: (name: string) => FieldAsked | undefined,
  questions: Questions,
): RecordPlan {
  const steps = new Map<string, Step>()
  for (const [name, field] of Object.entries(shape)) {
    steps.set(name, stepOf(name, field, by.includes(name), asks(name), deeper(name), questions))
  }
  return {
    steps,
    unknown: (name) => stepOf(name, undefined, false, asks(name), undefined, questions),
    next: undefined,
    after: undefined,
  }
}

function stepOf(
  name: string,
  declared: Field | undefined,
  isKey: boolean,
  asks: Asks | undefined,
  asked: FieldAsked | undefined,
  questions: Questions,
): Step {
  const none = (): undefined => undefined
  const ofMember = (member: string): Asks | undefined => asksOf(asked?.tests, member, questions)
  const field = declared?.volatile === true ? undefined : declared
  return {
    token: tokenOf(name),
    name,
    how: field === undefined ? how.passed : howOf(field),
    number: questions.number(field === undefined ? undefined : wordOf(field, isKey)),
    field,
    isKey,
    record:
      declared?.form === 'record'
        ? recordPlan(declared.of, [], none, none, questions)
        : declared?.form === 'keyed'
          ? recordPlan(declared.of, declared.by, ofMember, none, questions)
          : undefined,
    item:
      declared?.form === 'set' || declared?.form === 'ordered'
        ? stepOf('', declared.of, false, undefined, undefined, questions)
        : undefined,
    asks,
    next: undefined,
    after: undefined,
  }
}

function howOf({ form }: Field): number {
  switch (form) {
    case 'record':
      return how.record
    case 'keyed':
      return how.elements
    case 'set':
    case 'ordered':
      return how.items
    case 'exact':
    case 'quantity':
      return how.written
    case 'text':
    case 'url':
      return how.parts
    case 'host':
    case 'arn':
      return how.words
    case 'secret':
      return how.secret
    default:
      return how.lookedUp
  }
}

/** What an answer about a value depends on beside the value; undefined where that is not told in a few words. */
function wordOf(field: Field, isKey: boolean): string | undefined {
  if (field.form === 'record' || field.form === 'keyed' || field.form === 'set' || field.form === 'ordered')
    return undefined
  return JSON.stringify([field.form, isKey, field.default ?? null, field.form === 'reference' ? field.to : []])
}

/** The tests of a place; `member` undefined: those of the whole field. */
function asksOf(
  tests: readonly WrittenTest[] = [],
  member: string | undefined,
  questions: Questions,
): Asks | undefined {
  const own = tests.filter((test) => test.member === member || (member !== undefined && test.member === '*'))
  if (own.length === 0) return undefined
  const of = (wanted: (side: WrittenTest['side']) => boolean): Ask | undefined => {
    const mine = own.filter(({ side }) => wanted(side))
    if (mine.length === 0) return undefined
    const ofAny = mine.filter((test) => test.member !== '*')
    const clears = (written: string): boolean => {
      const isRecord = written.startsWith('{')
      const value = JSON.parse(written) as Json
      return (isRecord ? mine : ofAny).every((test) => test.clears(value))
    }
    return { number: questions.number(), ofAny: ofAny.length > 0, clears }
  }
  const on = (side: Side): Ask | undefined => of((asked) => asked === side || asked === 'both')
  return { candidate: on('candidate'), baseline: on('baseline'), ofBoth: of(() => true) }
}
