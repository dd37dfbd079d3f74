import { itemsOf, memberAt, textAt } from '../_settings-files/tree-reading.ts'
import type { Project } from './compose-project.ts'

/** The files that the services of a project take their environment from, each once. */
export function envFilesOf({ services }: Project): readonly string[] {
  const paths = services.flatMap(({ tree }) =>
    itemsOf(memberAt(tree, 'env_file')).flatMap((item) => textAt(item, 'path') ?? []),
  )
  return [...new Set(paths)]
}
