import type { TSchema } from 'typebox'
import { AwsSettings } from './_aws/settings.ts'
import { kubernetesSettings } from './_kubernetes/settings.ts'
import { configFilesSettings } from './config-files/settings.ts'
import { terraformSettings } from './terraform-state/settings.ts'
import { tlsEndpointSettings } from './tls-endpoint/settings.ts'

/**
 * What a source entry of each family takes, alphabetical: all that a configuration is checked by, without the code that reads the
 * sources. A test holds it against the collectors, which share the schema of their family.
 */
export const families: ReadonlyMap<string, TSchema> = new Map<string, TSchema>([
  ['aws', AwsSettings],
  ['files', configFilesSettings],
  ['kubernetes', kubernetesSettings],
  ['terraform', terraformSettings],
  ['tls', tlsEndpointSettings],
])
