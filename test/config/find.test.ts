import { expect, it } from 'vitest'
import { findConfig } from '../../src/config/find.ts'

const has =
  (...present: readonly string[]) =>
  async (path: string): Promise<boolean> =>
    present.includes(path)

it('takes the one that is named, without looking', async () => {
  expect(await findConfig('other.yaml', '/w', has())).toBe('other.yaml')
})

it.each(['evenkeel.yaml', 'evenkeel.yml'])('finds %s', async (name) => {
  expect(await findConfig(undefined, '/w', has(`/w/${name}`))).toBe(name)
})

it('says where it looked when there is none', async () => {
  await expect(findConfig(undefined, '/w', has())).rejects.toMatchObject({ code: 'config-not-found', exit: 2 })
})

it('does not choose between two', async () => {
  await expect(findConfig(undefined, '/w', has('/w/evenkeel.yaml', '/w/evenkeel.yml'))).rejects.toMatchObject({
    code: 'config-two-files',
  })
})
