import { fileScopes } from '../_files/find-files.ts'
import { defineCollector } from '../../src/collect/contract.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { diagnoseState } from './diagnose.ts'
import { mappedReads } from './mapped-reads.ts'
import { readFirewalls } from './read-firewalls.ts'
import { terraformSettings } from './settings.ts'

export const terraformState = defineCollector({
  id: 'terraform-state',
  family: 'terraform',
  title: 'Terraform state',
  mode: 'declared',
  settings: terraformSettings,
  deadlineSeconds: 60,
  scopes: (settings, { baseDirectory }) => fileScopes(settings.state, { baseDirectory }),
  reads: [...mappedReads(), { produces: [firewall], needs: [], read: readFirewalls }],
  diagnose: diagnoseState,
})
