import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soundBody } from '../../../src/app/snapshot/sound-body.ts'
import { admitJson } from '../../../src/collect/admit.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'

const look = (text: string): ReturnType<typeof soundBody> => {
  const bytes = Buffer.from(`xx${text}yy`)
  return soundBody(bytes, 2, bytes.length - 2)
}
const body = (attributes: string, tags = '{"Name":"web"}'): string => `{"tags":${tags},"attributes":${attributes}}`

/** Whether reading the body by parsing it lets it in. */
function isAdmitted(text: string): boolean {
  const kind = kindOf('firewall')
  try {
    const { tags, asOf, attributes, ...rest } = JSON.parse(text) as Readonly<Record<string, unknown>>
    if (kind === undefined || Object.keys(rest).length > 0) return false
    if (asOf !== undefined && (typeof asOf !== 'string' || Number.isNaN(Date.parse(asOf)))) return false
    return admitJson({ id: 'x', tags, attributes }, kind).ok
  } catch {
    return false
  }
}

describe('a look through the bytes of a body', () => {
  it.each([
    body('{}', '{}'),
    body('{"a":[1,-2.5,true,false,null,"x",[],{},{"b":[{}]}]}'),
    body('{"a":"\\u00fc\\n\\"\\\\"}'),
    '{"tags":{},"asOf":"2026-11-01T00:00:00Z","attributes":{"a":1}}',
  ])('finds %s sound', (text) => {
    expect(look(text)).toBe('ascii')
  })

  it('says where a byte is not a character', () => {
    expect(look(body('{"a":"ü"}'))).toBe('unicode')
  })

  it.each([
    ...['', '{}', '{"tags":{}}', body('[]'), body('{"a":1}', '{"a":1}'), body('{"a":1}', '[]'), `${body('{}')} `],
    ...['{"a":1,}', '{"a" :1}', '{"a":01}', '{"a":1.}', '{"a":.5}', '{"a":+1}', '{"a":1e999}', '{"a":-}'].map((one) =>
      body(one),
    ),
    ...['{"a":tru}', '{"a":nul}', '{"a":"\\x"}', '{"a":"\\u12g4"}', '{"a":"\n"}', '{"a":[1,]}', '{"a":[1}'].map((one) =>
      body(one),
    ),
    ...['{"__proto__":1}', '{"\\u005f_proto__":1}', '{"a":1}{}', '{"a"}', '{a:1}', '{"a":1]'].map((one) => body(one)),
    ...[`{"a":${'9'.repeat(400)}}`, `{"a":${'['.repeat(300)}${']'.repeat(300)}}`].map((one) => body(one)),
    ...[
      '{"tags":{},"asOf":"never","attributes":{}}',
      '{"tags":{},"attributes":{},"attributes":{}}',
      '{"tags":{},"attributes":{},"x":1}',
    ],
  ])('leaves %s to whoever parses it', (text) => {
    expect(look(text)).toBeUndefined()
  })

  it('finds nothing sound that parsing it refuses, and all that is written as a snapshot is', () => {
    const written = fc.jsonValue({ maxDepth: 4 }).map((value) => body(JSON.stringify({ value })))
    const broken = fc
      .tuple(written, fc.nat(), fc.constantFrom(...'{}[]",:\\0.e-tu \n\u0001_'.split('')), fc.nat(2))
      .map(([text, at, by, gone]) => text.slice(0, at % text.length) + by + text.slice((at % text.length) + gone))
    fc.assert(
      fc.property(fc.oneof(written, broken), (text) => {
        if (look(text) !== undefined) {
          expect(isAdmitted(text)).toBe(true)
          // No white space between its tokens: a walk over it relies on that.
          const plain = (one: string): string => one.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
          expect(plain(text)).not.toMatch(/\s/)
        }
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(written, (text) => {
        if (!/e[+-]?\d|__|\\/.test(text)) expect(look(text)).toBeDefined()
      }),
    )
  })
})
