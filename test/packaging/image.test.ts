import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkCommandLine, root, sourceMentions } from './support.ts'

const read = (name: string): string => readFileSync(join(root, name), 'utf8')

/** The instructions of the Dockerfile, with their words; lines that go on are joined. */
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    return { name, rest: rest.replace(/\s+/g, ' ').trim() }
  })
const stages = instructions.reduce<(typeof instructions)[]>((all, one) => {
  if (one.name === 'FROM') all.push([])
  all.at(-1)?.push(one)
  return all
}, [])
const last = stages.at(-1) ?? []
const only = (name: string): string => {
  const found = last.filter((one) => one.name === name)
  expect(found, name).toHaveLength(1)
  return found[0]?.rest ?? ''
}

describe('Dockerfile', () => {
  it('has a stage that builds and one that runs, both on a Node that the package allows', () => {
    expect(stages.map(([from]) => from?.rest)).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}'])
    const argument = instructions.find(({ name }) => name === 'ARG')?.rest ?? ''
    const major = Number(/^NODE_IMAGE=node:(\d+)-/.exec(argument)?.[1])
    const { engines } = JSON.parse(read('package.json')) as { readonly engines: { readonly node: string } }
    expect(major).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]))
    expect(major % 2).toBe(0)
  })

  it('copies what is there, and nothing that is kept out', () => {
    const ignored = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    const copied = stages.flat().filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from='))
    const sources = copied.flatMap(({ rest }) =>
      rest
        .split(' ')
        .slice(0, -1)
        .map((path) => path.replace(/^\.\//, '')),
    )
    expect(sources).toContain('package-lock.json')
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(ignored, source).not.toContain(source)
    }
    for (const secret of ['.git', '**/.env', '**/.evenkeel', 'node_modules']) expect(ignored).toContain(secret)
  })

  it('has in the image what the package says belongs to it', () => {
    const copies = last.filter(({ name }) => name === 'COPY').map(({ rest }) => rest)
    for (const needed of ['node_modules', 'dist', 'rules'])
      expect(copies).toContain(`--from=build /build/${needed} ./${needed}`)
    expect(copies.join(' ')).toContain('package.json')
  })

  it('does not run as root, and is told by signals itself', async () => {
    const users = last.filter(({ name }) => name === 'USER').map(({ rest }) => rest)
    expect(users).toEqual(['1000:1000'])
    const entry = JSON.parse(only('ENTRYPOINT')) as readonly string[]
    expect(entry).toEqual(['node', '/app/dist/src/cli/main.js'])
    await checkCommandLine(JSON.parse(only('CMD')) as readonly string[])
    expect(only('STOPSIGNAL')).toBe('SIGTERM')
  })

  it('asks for the health of a route that there is, at the port that is listened on', () => {
    const [, port] = /"--listen", "0\.0\.0\.0:(\d+)"/.exec(only('CMD')) ?? []
    expect(only('EXPOSE')).toBe(port)
    const [, asked, path] = /fetch\('http:\/\/127\.0\.0\.1:(\d+)(\/\w+)'\)/.exec(only('HEALTHCHECK')) ?? []
    expect(asked).toBe(port)
    expect(path === undefined ? false : sourceMentions(`'${path}'`), path).toBe(true)
  })

  it('keeps its data in a volume that the user of the image may write to', () => {
    const [, data] = /EVENKEEL_DATA=(\S+)/.exec(only('ENV')) ?? []
    expect(JSON.parse(only('VOLUME'))).toEqual([data])
    expect(sourceMentions('EVENKEEL_DATA')).toBe(true)
    expect(
      last.some(({ name, rest }) => name === 'RUN' && rest.includes(`install -d -o node -g node -m 0700 ${data}`)),
    ).toBe(true)
  })
})
