import type * as Fs from 'node:fs'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fileScopes, pathOfScope } from '../../../collectors/_files/find-files.ts'
import { workspace } from './workspace.ts'

const closed = vi.hoisted(() => ({ path: '' }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const readdir = (path: string, options: object, done: (error: Error | null, files?: unknown) => void): void => {
    if (closed.path !== '' && path.replace(/\/$/, '') === closed.path) {
      done(Object.assign(new Error('EACCES'), { code: 'EACCES' }))
    } else fs.readdir(path, options as { withFileTypes: true }, done)
  }
  return { ...fs, readdir }
})

const open: { remove: () => void }[] = []
const space = (files: Readonly<Record<string, string>>) => {
  const made = workspace(files)
  open.push(made)
  return made.path
}
afterEach(() => {
  closed.path = ''
  for (const one of open.splice(0)) one.remove()
})
const scopesOf = async (patterns: string | string[], baseDirectory: string, inDirectory?: string) =>
  (await fileScopes(patterns, { baseDirectory, ...(inDirectory === undefined ? {} : { inDirectory }) })).map(
    ({ scope }) => scope,
  )

describe('the files that a source names', () => {
  it('are scopes of their own, required, by their path relative to the configuration, sorted and once each', async () => {
    const base = space({ 'states/b.tfstate': '', 'states/a.tfstate': '', 'states/c.txt': '' })
    const scopes = await fileScopes(['states/b.tfstate', './states/*.tfstate'], { baseDirectory: base })
    expect(scopes).toEqual([
      { scope: 'states/a.tfstate', role: '', required: true },
      { scope: 'states/b.tfstate', role: '', required: true },
    ])
    expect(pathOfScope('states/a.tfstate', base)).toBe(join(base, 'states/a.tfstate'))
  })

  it('keeps what matches nothing as a scope, so that reading it says so and the others are still read', async () => {
    const base = space({ 'a.tfstate': '' })
    expect(await scopesOf(['none.tfstate', 'none/*.tfstate', 'a.tfstate'], base)).toEqual([
      'a.tfstate',
      'none.tfstate',
      'none/*.tfstate',
    ])
  })

  it('takes a path that exists literally, whatever is in it', async () => {
    const base = space({ 'state[1].tfstate': '', 'state1.tfstate': '' })
    expect(await scopesOf('state[1].tfstate', base)).toEqual(['state[1].tfstate'])
  })

  it('takes absolute paths and patterns, and paths above the configuration', async () => {
    const base = space({ 'config/x': '', 'a.tfstate': '' })
    const config = join(base, 'config')
    expect(await scopesOf(join(base, 'a.tfstate'), config)).toEqual(['../a.tfstate'])
    expect(await scopesOf(join(base, '*.tfstate'), config)).toEqual(['../a.tfstate'])
    expect(await scopesOf('../*.tfstate', config)).toEqual(['../a.tfstate'])
  })

  it('searches directories where the source takes them', async () => {
    const base = space({ 'm/a.yaml': '', 'm/deep/b.yml': '', 'm/c.txt': '', 'm(1)/d.yaml': '' })
    expect(await scopesOf(['m', 'm(1)'], base, '**/*.{yaml,yml}')).toEqual(['m(1)/d.yaml', 'm/a.yaml', 'm/deep/b.yml'])
  })

  it('says of an empty directory that nothing in it matches', async () => {
    const base = space({ 'x/y': '' })
    mkdirSync(join(base, 'empty'))
    expect(await scopesOf('empty', base, '**/*.yaml')).toEqual(['empty/**/*.yaml'])
  })

  it('follows links', async () => {
    const base = space({ 'real/a.tfstate': '' })
    symlinkSync(join(base, 'real'), join(base, 'linked'))
    expect(await scopesOf('linked/*.tfstate', base)).toEqual(['linked/a.tfstate'])
  })

  it('keeps a directory that cannot be listed as a scope: what nobody could see is not nothing', async () => {
    const base = space({ 'm/a.yaml': '', 'm/closed/b.yaml': '' })
    closed.path = join(base, 'm/closed')
    const scopes = await scopesOf('m', base, '**/*.yaml')
    expect(scopes).toHaveLength(2)
    expect(scopes).toContain('m/a.yaml')
    expect(scopes.find((scope) => scope !== 'm/a.yaml')).toMatch(/^m\/closed\/?$/)
  })
})
