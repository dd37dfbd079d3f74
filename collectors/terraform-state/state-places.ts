import { fileScopes, pathOfScope } from '../_files/find-files.ts'
import { readText } from '../_files/read-text.ts'
import type { EnvironmentFacts, ReadRequest, ScopePlan } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { httpState, scopeOfHttp } from './http-state.ts'
import { largest } from './largest.ts'
import { s3States, scopeOfS3 } from './s3-states.ts'
import { listed, type TerraformSettings } from './settings.ts'

export type StateRequest = Pick<ReadRequest<TerraformSettings>, 'scope' | 'environment' | 'signal' | 'settings'>

/** A text that is to be a state. */
export interface StateText {
  /** As people know it: a path, `s3://bucket/key`, an address. */
  readonly what: string
  readonly text: () => Promise<string>
}

/** The scopes of a source: each file, each object or prefix in S3, each address. All are required: somebody named them. */
export async function stateScopes(
  settings: TerraformSettings,
  environment: Pick<EnvironmentFacts, 'baseDirectory' | 'name'>,
): Promise<readonly ScopePlan[]> {
  const { baseDirectory } = environment
  const files = settings.state === undefined ? [] : await fileScopes(settings.state, { baseDirectory })
  const remote = [...listed(settings.s3).map(scopeOfS3), ...listed(settings.http).map(scopeOfHttp)]
  const scopes = [...files, ...[...new Set(remote)].map((scope) => ({ scope, role: '', required: true }))]
  if (scopes.length > 0) return scopes
  throw fail('collect-no-place', {
    what: `Terraform of ${environment.name}`,
    detail: 'name a state by `state`, `s3` or `http`',
  })
}

/** The texts of a scope: one, or several where a prefix names many. */
export async function stateTexts(scope: string, request: StateRequest): Promise<readonly StateText[]> {
  const { settings, signal, environment } = request
  const inS3 = listed(settings.s3).find((one) => scopeOfS3(one) === scope)
  if (inS3 !== undefined) return s3States(inS3, request)
  const byHttp = listed(settings.http).find((one) => scopeOfHttp(one) === scope)
  if (byHttp !== undefined) return [{ what: scope, text: () => httpState(byHttp, signal) }]
  const path = pathOfScope(scope, environment.baseDirectory)
  return [{ what: scope, text: () => readText(path, { what: scope, largest, signal }) }]
}
