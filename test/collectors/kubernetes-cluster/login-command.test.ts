import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { connect } from '../../../collectors/kubernetes-cluster/connection.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { factsAt, workspace } from '../_files/workspace.ts'

const variable = 'EVENKEEL_KUBECONFIG_EXEC'

afterEach(() => {
  delete process.env[variable]
})

/** A folder with a repository and a home beside it. */
function folders() {
  const space = workspace({})
  const [repository, home] = [join(space.path, 'repository'), join(space.path, 'own')]
  mkdirSync(repository)
  mkdirSync(home)
  return { repository, home, marker: join(space.path, 'was-run') }
}

const kubeconfig = (marker: string): string =>
  JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'shop' },
    clusters: [{ name: 'shop', cluster: { server: 'https://127.0.0.1:1' } }],
    contexts: [{ name: 'shop', context: { cluster: 'shop', user: 'robot' } }],
    users: [
      {
        name: 'robot',
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1',
            command: process.execPath,
            args: [
              '-e',
              `require('fs').writeFileSync(${JSON.stringify(marker)}, ''); console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'x' } }))`,
            ],
          },
        },
      },
    ],
  })

async function login(folder: string, path: string): Promise<void> {
  const connection = await connect({
    scope: { scope: 'shop', role: '', required: true },
    settings: { kubeconfig: path },
    environment: factsAt(folder),
    signal: new AbortController().signal,
    fingerprint: createFingerprinter('k'),
  })
  await connection.authorise()
}

describe('the command that a kubeconfig logs in with', () => {
  it('is not run where the kubeconfig lies beside the configuration', async () => {
    const { repository, marker } = folders()
    writeFileSync(join(repository, 'kubeconfig'), kubeconfig(marker))
    await expect(login(repository, 'kubeconfig')).rejects.toMatchObject({
      code: 'collect-credentials',
      message: expect.stringContaining(variable) as string,
    })
    expect(existsSync(marker)).toBe(false)
  })

  it('is not run through a link into the folder, or out of it', async () => {
    const { repository, home, marker } = folders()
    writeFileSync(join(repository, 'kubeconfig'), kubeconfig(marker))
    writeFileSync(join(home, 'config'), kubeconfig(marker))
    symlinkSync(join(repository, 'kubeconfig'), join(home, 'linked'))
    symlinkSync(join(home, 'config'), join(repository, 'linked'))
    await expect(login(repository, '../own/linked')).rejects.toMatchObject({ code: 'collect-credentials' })
    await expect(login(repository, 'linked')).rejects.toMatchObject({ code: 'collect-credentials' })
    expect(existsSync(marker)).toBe(false)
  })

  it('is run where the environment allows it, and from elsewhere', async () => {
    const { repository, home, marker } = folders()
    writeFileSync(join(home, 'config'), kubeconfig(marker))
    await login(repository, '../own/config')
    expect(existsSync(marker)).toBe(true)
    const other = folders()
    writeFileSync(join(other.repository, 'kubeconfig'), kubeconfig(other.marker))
    process.env[variable] = 'allow'
    await login(other.repository, 'kubeconfig')
    expect(existsSync(other.marker)).toBe(true)
  })
})
