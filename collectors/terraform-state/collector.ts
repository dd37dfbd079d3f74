import { defineCollector } from '../../src/collect/contract.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { terraformResource } from '../../src/model/kinds/terraform-resource.ts'
import { diagnoseState } from './diagnose.ts'
import { mappedReads } from './mapped-reads.ts'
import { readFirewalls } from './read-firewalls.ts'
import { kubernetesReads } from './read-kubernetes.ts'
import { readOthers } from './read-others.ts'
import { terraformSettings } from './settings.ts'
import { stateNeeds } from './state-needs.ts'
import { stateScopes } from './state-places.ts'

export const terraformState = defineCollector({
  id: 'terraform-state',
  family: 'terraform',
  title: 'Terraform state',
  mode: 'declared',
  settings: terraformSettings,
  deadlineSeconds: 60,
  scopes: stateScopes,
  reads: [
    ...mappedReads(),
    { produces: [firewall], needs: [], read: readFirewalls },
    ...kubernetesReads(),
    { produces: [terraformResource], needs: [], read: readOthers },
  ].map((read) => ({ ...read, needsIf: stateNeeds })),
  diagnose: diagnoseState,
})
