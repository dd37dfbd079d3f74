import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { rootPath } from '../../src/app/root.ts'
import { runEvenkeel } from '../support/run-evenkeel.ts'
import { drifted, folder, runIn } from './support.ts'

const watching = pathToFileURL(rootPath('test/support/loaded-modules.mjs')).href

/** What a command line loads: packages by name, and files of ours as they lie in `src` and `collectors`. */
async function loadedBy(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly packages: readonly string[]; readonly own: readonly string[] }> {
  const list = join(cwd, 'loaded.txt')
  const env = { NODE_OPTIONS: `--import=${watching}`, LOADED_MODULES: list }
  const { code, stderr } = await runEvenkeel(args, { cwd, env })
  expect({ code, stderr: stderr.includes('error') }).toEqual({ code: 0, stderr: false })
  const all = (await readFile(list, 'utf8')).split('\n')
  const told = (pattern: RegExp): readonly string[] =>
    [...new Set(all.flatMap((line) => pattern.exec(line)?.[1] ?? []))].sort()
  return {
    packages: told(/\/node_modules\/((?:@[^/]+\/)?[^/]+)/),
    own: told(/\/dist\/((?:src|collectors)\/.*)\.js$/),
  }
}

async function snapshots(): Promise<string> {
  const cwd = await folder(drifted)
  for (const environment of ['production', 'staging'])
    await runIn(cwd, ['snapshot', '--environment', environment, '--output', `${environment}.jsonl`])
  return cwd
}

describe('a start', () => {
  it('that compares two files loads what compares, judges and reports, and nothing else', async () => {
    const files = await snapshots()
    // Elsewhere, where there is no configuration.
    const { packages, own } = await loadedBy(await folder(), [
      ...['check', '--fail-on', 'never'],
      ...['--candidate', join(files, 'staging.jsonl'), '--baseline', join(files, 'production.jsonl')],
    ])
    const expected = ['@marcbachmann/cel-js', 'commander', 'fastest-levenshtein', 'ipaddr.js', 'picocolors', 're2js']
    expect(packages.filter((name) => !expected.includes(name))).toEqual([])
    const rooms = ['app', 'cli', 'collect', 'compare', 'config', 'errors', 'jobs', 'judge', 'model', 'platform', 'report', 'store'] // prettier-ignore
    expect([...new Set(own.flatMap((path) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []))].sort()).toEqual(rooms)
    // Of the collectors it knows whose resources stand in for whose.
    expect(own.filter((path) => path.startsWith('collectors/'))).toEqual(['collectors/index'])
    expect(own.filter((path) => path.startsWith('src/config/'))).toEqual([
      'src/config/defaults',
      'src/config/find',
      'src/config/nearest',
      'src/config/reason',
    ])
    expect(own.filter((path) => path.startsWith('src/store/'))).toEqual(['src/store/read-address'])
    expect(own.filter((path) => path.startsWith('src/cli/'))).not.toContain('src/cli/serve')
    expect(own).not.toContain('src/collect/run')
    expect(own).not.toContain('src/jobs/weigh-in-thread')
  })

  it('that compares two files beside a configuration reads that, and loads no collector for it', async () => {
    const { packages, own } = await loadedBy(await snapshots(), [
      ...['check', '--fail-on', 'never', '--candidate', 'staging.jsonl', '--baseline', 'production.jsonl'],
    ])
    expect(packages).toContain('yaml')
    expect(packages.filter((name) => /aws|kubernetes|fastify|pg|pglite|ioredis|bullmq|typebox/.test(name))).toEqual([])
    expect(own.filter((path) => /^collectors\/[^_].*\/(?!settings$)/.test(path))).toEqual([])
    expect(own).not.toContain('src/collect/run')
  })

  it('that collects loads the collectors of its sources alone', async () => {
    const { packages, own } = await loadedBy(await folder(drifted), ['check', '--fail-on', 'never'])
    expect(packages.filter((name) => /aws|kubernetes|fastify|pg|pglite|ioredis|bullmq|typebox/.test(name))).toEqual([])
    expect(own.filter((path) => path.endsWith('/collector'))).toEqual(['collectors/config-files/collector'])
  })

  it('that says its version loads nothing that could compare', async () => {
    const { packages, own } = await loadedBy(await folder(), ['--version'])
    expect(packages).toEqual(['commander'])
    expect(own.filter((path) => !/^src\/(?:app|cli|platform|errors)\//.test(path))).toEqual([])
    expect(own.filter((path) => path.startsWith('src/cli/'))).toEqual(['src/cli/main', 'src/cli/program', 'src/cli/signals', 'src/cli/terminal']) // prettier-ignore
  })
})
