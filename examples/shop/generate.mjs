/**
 * Writes the files of both environments from one template (`template/`) and a list of edits (`template/edits.mjs`).
 * Nothing here is random: the same files come out every time.
 *
 *     node examples/shop/generate.mjs           write the files
 *     node examples/shop/generate.mjs --check   only say whether they are as they would be written
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stringify } from 'yaml'
import { build } from './template/build.mjs'
import { edits } from './template/edits.mjs'
import { environments } from './template/environments.mjs'
import { inOwnOrder } from './template/identity.mjs'
import { stateText } from './template/state.mjs'

const files = Object.values(environments).flatMap(filesOf)

if (process.argv.includes('--check')) {
  const stale = []
  for (const [path, text] of files) if ((await present(path)) !== text) stale.push(path)
  for (const path of stale) console.error(`${path} is not what generate.mjs would write.`)
  process.exitCode = stale.length === 0 ? 0 : 1
} else {
  for (const [path, text] of files) {
    await mkdir(dirname(place(path)), { recursive: true })
    await writeFile(place(path), text)
  }
  console.error(`${files.length} files written.`)
}

function filesOf(environment) {
  const shop = build(environment)
  for (const { edit } of edits.filter((e) => e.in === environment.name)) edit(shop)
  return [
    [`terraform/${environment.name}.tfstate`, stateText(environment, shop.terraform)],
    ...Object.entries(shop.settings).map(([file, content]) => [`deploy/${environment.name}/${file}`, settingsText(environment, file, content)]),
    ...Object.entries(shop.manifests).map(([file, documents]) => [
      `manifests/${environment.name}/${file}`,
      inOwnOrder(environment, documents).map((document) => stringify(document, { lineWidth: 0 })).join('---\n'),
    ]),
  ]
}

function settingsText(environment, file, content) {
  if (file.endsWith('.env')) {
    const lines = inOwnOrder(environment, content).map(([key, value]) => `${key}=${value}\n`)
    return `# ${file.replace('.env', '')}, ${environment.name}\n${lines.join('')}`
  }
  return file.endsWith('.json') ? `${JSON.stringify(content, null, 2)}\n` : stringify(content)
}

function place(path) {
  return new URL(path, import.meta.url).pathname
}

async function present(path) {
  return readFile(place(path), 'utf8').catch(() => undefined)
}
