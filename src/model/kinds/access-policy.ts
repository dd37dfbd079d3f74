import { text } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { policyStatements } from '../policy-statements.ts'

export const accessPolicy = defineKind({
  id: 'access-policy',
  version: 1,
  dimension: 'access',
  title: 'Access policy',
  doc: 'A policy of the account, as its version in force.',
  pairing: 'named',
  taggable: true,
  fields: {
    path: text('Path in front of its name.', { default: '/' }),
    permissions: policyStatements('What it allows and refuses.'),
    version: text('The version in force; each change makes another.', { volatile: true }),
  },
})
