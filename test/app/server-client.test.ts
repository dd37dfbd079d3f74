import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { serverClient } from '../../src/app/server-client.ts'

async function asked(url: string, options: { readonly env?: Record<string, string>; readonly server?: string } = {}) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'evenkeel-client-'))
  onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }))
  await writeFile(join(dataDirectory, 'server.json'), JSON.stringify({ url, token: 'of-the-file', pid: 1 }))
  const sent: { readonly to: string; readonly token: string | null; readonly redirect: string | undefined }[] = []
  const fetched = vi.spyOn(globalThis, 'fetch').mockImplementation(async (to, init) => {
    sent.push({
      to: String(to instanceof Request ? to.url : to),
      token: new Headers(init?.headers).get('authorization'),
      redirect: init?.redirect,
    })
    return new Response('{}')
  })
  onTestFinished(() => fetched.mockRestore())
  const client = await serverClient({ env: options.env ?? {}, dataDirectory, server: options.server })
  await client?.json({ path: '/v1/rules' })
  return sent[0]
}

describe('the server that a command talks to', () => {
  const env = { EVENKEEL_TOKEN: 'of-the-environment' }

  it('is sent the token of the environment where it is named, or on this machine', async () => {
    expect(await asked('http://127.0.0.1:1', { env })).toMatchObject({ token: 'Bearer of-the-environment' })
    expect(await asked('http://[::1]:1', { env })).toMatchObject({ token: 'Bearer of-the-environment' })
    expect(await asked('http://127.0.0.1:1')).toMatchObject({ token: 'Bearer of-the-file' })
    expect(await asked('http://127.0.0.1:1', { env, server: 'https://evenkeel.shop.example/base/' })).toEqual({
      to: 'https://evenkeel.shop.example/base/v1/rules',
      token: 'Bearer of-the-environment',
      redirect: 'error',
    })
  })

  it.each([
    'https://evil.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://192.0.2.7:1',
  ])('is not sent it where only a file of the directory names it: %s', async (url) => {
    expect(await asked(url, { env })).toMatchObject({ token: 'Bearer of-the-file' })
  })
})
