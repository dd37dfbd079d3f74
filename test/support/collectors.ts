import { collectors as listed } from '../../collectors/index.ts'
import { loadCollectors } from '../../src/app/load-collectors.ts'

/** Every collector of the list, with its code. */
export const collectors = await loadCollectors(listed)
