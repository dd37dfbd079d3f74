/**
 * Loaded before a program (`node --import`): writes down each module that it loads, a line each, into the file that LOADED_MODULES names.
 * What is imported is told by a hook, what is required by Node's own list at the end.
 */
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'

const file = process.env.LOADED_MODULES
const hooks = `
  import { appendFileSync } from 'node:fs'
  export async function load(url, context, next) {
    appendFileSync(${JSON.stringify(file)}, url + '\\n')
    return next(url, context)
  }`

register(`data:text/javascript,${encodeURIComponent(hooks)}`)
process.on('exit', () => {
  const required = Object.keys(createRequire(import.meta.url).cache)
  appendFileSync(file, required.map((path) => `${path}\n`).join(''))
})
