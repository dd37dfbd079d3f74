import { expect, it } from 'vitest'
import { releaseSettings } from '../../../collectors/terraform-state/helm-release.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'

const canary = 'canary-7Yq3hV9sXw2LkP'
const fingerprint = createFingerprinter('key of the tests')
const attributes = {
  ...{ name: 'web', namespace: 'shop', chart: 'web', version: '2.4.1', status: 'deployed', timeout: 300 },
  repository: `https://ci:${canary}@charts.shop.example/stable`,
  manifest: canary,
  metadata: [{ values: `{"password":"${canary}"}`, revision: 12 }],
  values: [
    `image: {tag: 1.4.2}\nreplicas: 2\nhosts: [{name: shop.example, path: /}]\nadminPassword: ${canary}\n`,
    'replicas: 3\n',
  ],
  set: [
    { name: 'image.tag', value: '1.4.3', type: 'string' },
    { name: 'podAnnotations.shop\\.example/team', value: 'orders', type: null },
    { name: 'extra[0].name', value: 'x' },
  ],
  set_list: [{ name: 'zones', value: ['a', 'b'] }],
  set_sensitive: [{ name: 'api.key', value: canary, type: '' }],
}
const settings = releaseSettings(attributes, [['set_sensitive']], fingerprint)
const byKey = new Map(settings.map((one) => [one.key, one]))

it('a release is its chart and its values by path; what is set goes before the texts, the last text before the first', () => {
  expect(settings.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value]]))).toEqual([
    ['chart', 'web'],
    ['name', 'web'],
    ['namespace', 'shop'],
    ['repository', 'https://charts.shop.example/stable'],
    ['values.extra.0.name', 'x'],
    ['values.hosts.shop.example.path', '/'],
    ['values.image.tag', '1.4.3'],
    ['values.podAnnotations.shop.example/team', 'orders'],
    ['values.replicas', '3'],
    ['values.zones', 'a,b'],
    ['version', '2.4.1'],
  ])
})

it('what is sensitive is a fingerprint, by its mark, by its name, and by where it is set', () => {
  expect(byKey.get('values.api.key')?.secret).toEqual(fingerprint(canary))
  expect(byKey.get('values.adminPassword')?.secret).toEqual(fingerprint(canary))
  expect(JSON.stringify(settings)).not.toContain(canary)
  const marked = releaseSettings(attributes, [['values', 0], ['version']], fingerprint)
  const told = (key: string): unknown => marked.find((one) => one.key === key)
  expect(told('version')).toMatchObject({ shape: 'sensitive' })
  expect(told('values.hosts.shop.example.path')).toMatchObject({ shape: 'sensitive' })
  expect(told('values.replicas')).toMatchObject({ value: '3' })
})

it('a text that is no YAML is one fingerprint', () => {
  const given = releaseSettings({ name: 'web', values: [`a: [${canary}`, null, ''] }, [], fingerprint)
  expect(given.map(({ key, shape }) => [key, shape])).toEqual([
    ['name', 'word'],
    ['values.0', 'sensitive'],
  ])
  expect(JSON.stringify(given)).not.toContain(canary)
})
