import { reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { policyStatements } from '../policy-statements.ts'

export const accessRole = defineKind({
  id: 'access-role',
  version: 1,
  dimension: 'access',
  title: 'Access role',
  doc: 'A role that programs or people take on: who may, and what they may do then. Those that a service of the provider made for itself are left out.',
  pairing: 'named',
  taggable: true,
  fields: {
    path: text('Path in front of its name.', { default: '/' }),
    trust: policyStatements('Who may take it on, and when.'),
    permissions: policyStatements('What its own, inline policies allow and refuse.'),
    policies: setOf(reference(['access-policy'], 'A policy.'), 'The policies of the account that are attached to it.'),
    managedPolicies: setOf(word('Name.'), 'The provider’s own policies that are attached to it.'),
    boundary: text('The policy that bounds it: no account, only the name.'),
    profiles: setOf(text('Name.'), 'The instance profiles that hold it.'),
  },
})
