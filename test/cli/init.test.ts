import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConfig } from '../../src/app/open-config.ts'
import { drifted, folder, parity, run, runIn, twoFiles } from './support.ts'

describe('init', () => {
  it('writes a configuration that loads', async () => {
    const cwd = await folder()
    const { code, stdout, stderr } = await runIn(cwd, ['init'])
    expect(stderr).toContain('Wrote evenkeel.yaml.')
    expect(stdout).toBe('')
    expect(code).toBe(0)
    const { config } = await openConfig(undefined, { cwd, env: {} })
    expect(Object.keys(config.environments)).toEqual(['production', 'staging'])
  })

  it('loads with every example in it uncommented', async () => {
    const cwd = await folder()
    await runIn(cwd, ['init', '--config', 'start.yaml'])
    const text = await readFile(join(cwd, 'start.yaml'), 'utf8')
    const uncommented = text
      .replace(/^# (services|pairs|shared|differences|exceptions):/gm, '$1:')
      .replace(/^#( {3}.*)$/gm, ' $1')
      .replace(/^( +)# - /gm, '$1- ')
    expect(uncommented).toContain('\nexceptions: exceptions.yaml')
    expect(uncommented).toMatch(/^ +- tls: /m)
    const other = await folder({ 'evenkeel.yaml': uncommented })
    const { config } = await openConfig(undefined, { cwd: other, env: {} })
    expect(config.environments['production']?.sources.map((one) => one.family)).toEqual([
      'aws',
      'terraform',
      'terraform',
      'kubernetes',
      'kubernetes',
      'files',
      'tls',
    ])
    expect(config.pairs).toHaveLength(1)
    expect(config.differences).toHaveLength(1)
  })

  it.each([
    ['evenkeel.yaml', []],
    ['evenkeel.yml', []],
    ['other.yaml', ['--config', 'other.yaml']],
  ])('never overwrites %s', async (name, args) => {
    const cwd = await folder({ [name]: 'mine' })
    const { code, stderr } = await runIn(cwd, ['init', ...args])
    expect(stderr).toContain(`error[cli-file-exists]: ${name} exists already; nothing was changed.`)
    expect(code).toBe(2)
    expect(await readFile(join(cwd, name), 'utf8')).toBe('mine')
  })

  it('says when the folder does not exist', async () => {
    const { code, stderr } = await run(['init', '--config', 'no/such/evenkeel.yaml'])
    expect(stderr).toContain(
      'error[cli-output]: no/such/evenkeel.yaml could not be written (its folder does not exist).',
    )
    expect(code).toBe(2)
  })
})

describe('init --discover', () => {
  it('shows the words of each environment, what pairs and what does not', async () => {
    const { code, stdout } = await run(['init', '--discover', '--quiet'], { files: drifted })
    expect(stdout).toContain('What names staging')
    expect(stdout).toMatch(/\{domain\} +staging\.shop\.example\n/)
    expect(stdout).toMatch(/setting-group +1 +1 +1 +100 %/)
    expect(code).toBe(0)
  })

  it('needs a configuration', async () => {
    const { code, stderr } = await run(['init', '--discover'])
    expect(stderr).toContain('error[config-not-found]')
    expect(code).toBe(2)
  })

  it('names what did not pair', async () => {
    const files = {
      ...parity,
      'evenkeel.yaml': twoFiles.replace('settings: staging.env', 'settings: "*staging*.env"'),
      'orders.staging.env': 'A=1\n',
    }
    const { stdout } = await run(['init', '--discover', '--quiet'], { files })
    expect(stdout).toContain('In staging only')
    expect(stdout).toMatch(/setting-group +orders/)
  })

  it('returns 3 and says why when something could not be read', async () => {
    const { 'staging.env': _, ...files } = parity
    const { code, stdout } = await run(['init', '--discover', '--quiet'], { files })
    expect(stdout).toContain('Could not be read')
    expect(code).toBe(3)
  })
})
