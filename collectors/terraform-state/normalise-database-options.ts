import { databaseOptionsResource, isDefaultOptionGroup } from '../_aws/shapes/database-options.ts'
import { databaseOptions } from '../../src/model/kinds/database-options.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

/** Of settings Terraform keeps those that its code has. */
export const databaseOptionsMapping = defineMapping({
  kind: databaseOptions,
  types: ['aws_db_option_group'],
  cannotKnow: ['/options/*/permanent'],
  fields: {
    option: 'options',
    major_engine_version: 'majorVersion',
    engine_name: 'engine',
    option_group_description: '',
  },
  normalise: (reader) => {
    const name = reader.text('name') ?? reader.required('id')
    if (isDefaultOptionGroup(name)) return undefined
    return databaseOptionsResource({
      ...originOf(reader),
      name,
      arn: reader.text('arn'),
      engine: reader.text('engine_name'),
      majorVersion: reader.text('major_engine_version'),
      description: reader.text('option_group_description'),
      options: reader.blocks('option').map((option) => ({
        name: option.required('option_name'),
        version: option.text('version'),
        port: option.number('port'),
        settings: option
          .blocks('option_settings')
          .map((setting) => ({ name: setting.required('name'), value: setting.text('value') })),
      })),
    })
  },
})
