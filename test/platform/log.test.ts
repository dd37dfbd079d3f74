import { describe, expect, it } from 'vitest'
import { fail } from '../../src/errors/catalogue.ts'
import { createLog, type LogLevel } from '../../src/platform/log.ts'

function logged(readable = false, level: LogLevel = 'info') {
  const lines: string[] = []
  const log = createLog({ write: (line) => lines.push(line), level, readable })
  return { log, lines }
}

describe('the log', () => {
  it('writes a JSON line with the facts', () => {
    const { log, lines } = logged()
    log.with({ request: 'r1' }).info('listening', { port: 7423 })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/\n$/)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      msg: 'listening',
      request: 'r1',
      port: 7423,
    })
  })

  it('writes a line for people at a terminal', () => {
    const { log, lines } = logged(true)
    log.warn('a place was not read', { scope: 'a b', count: 2 })
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}a place was not read {2}scope="a b" {2}count=2\n$/)
  })

  it('lets no name rule a terminal, begin a line or reorder what is read', () => {
    const { log, lines } = logged(true)
    log.info('a\u001b[2Jb', { scope: 'x\u001b]0;y\u0007', by: 'eve\u202e', where: 'a b\u009b1m' })
    expect(lines[0]).toMatch(/^[\x20-\x7e]+\n$/)
    expect(lines[0]).toContain('scope=x\\u{1b}]0;y\\u{7}')
  })

  it('says nothing below its level', () => {
    const { log, lines } = logged(false, 'warn')
    log.info('x')
    log.debug('x')
    expect(lines).toEqual([])
  })

  it('never shows what is called a secret, nor the name and password of a URL', () => {
    const { log, lines } = logged()
    log.error(
      'could not connect',
      { dbPassword: 'hunter2', apiKey: 'hunter2', localToken: 'hunter2', url: 'postgres://evk:hunter2@db/x' },
      new Error('password hunter2 is wrong'),
    )
    log.error('could not connect', { url: 'amqp://evk:hun@ter@db/x' })
    expect(lines.join('')).not.toMatch(/hunter2|ter@/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ dbPassword: '[not shown]', url: 'postgres://db/x' })
  })

  it('tells an error of the catalogue by its code and sentence, of any other the class and place', () => {
    const { log, lines } = logged()
    log.error('a', {}, fail('server-needs-fingerprint-key', { variable: 'X' }))
    log.error('b', {}, Object.assign(new RangeError('secret'), { code: 'E_X' }))
    log.error('c', {}, 'a text')
    const [a, b, c] = lines.map((line) => JSON.parse(line) as Readonly<Record<string, string>>)
    expect(a).toMatchObject({ code: 'server-needs-fingerprint-key' })
    expect(a?.['problem']).toMatch(/^With DATABASE_URL, X must be given/)
    expect(b?.['problem']).toMatch(/^RangeError E_X/)
    expect(c?.['problem']).toBe('something that is no error was thrown')
  })
})
