import { fileScopes } from '../_files/find-files.ts'
import { defineCollector } from '../../src/collect/contract.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { databaseParameters } from '../../src/model/kinds/database-parameters.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { network } from '../../src/model/kinds/network.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import { diagnoseState } from './diagnose.ts'
import { certificateOf } from './normalise-certificate.ts'
import { databaseInstanceOf, databaseParametersOf } from './normalise-database.ts'
import { instanceOf } from './normalise-instance.ts'
import { networkOf, subnetOf } from './normalise-network.ts'
import { readFirewalls } from './read-firewalls.ts'
import { readResources } from './read-resources.ts'
import { terraformSettings } from './settings.ts'
import { attachmentsOf } from './attachments.ts'

export const terraformState = defineCollector({
  id: 'terraform-state',
  family: 'terraform',
  title: 'Terraform state',
  mode: 'declared',
  settings: terraformSettings,
  deadlineSeconds: 60,
  scopes: (settings, { baseDirectory }) => fileScopes(settings.state, { baseDirectory }),
  reads: [
    {
      produces: [computeInstance],
      needs: [],
      // An instance names its subnet, and the subnet, which knows its network, may be in another state.
      cannotKnow: { 'compute-instance': ['/network'] },
      read: (request) =>
        readResources(request, {
          kind: computeInstance,
          types: ['aws_instance'],
          normalise: (reader, state) => instanceOf(reader, attachmentsOf(state)),
        }),
    },
    {
      produces: [network],
      needs: [],
      read: (request) => readResources(request, { kind: network, types: ['aws_vpc'], normalise: networkOf }),
    },
    {
      produces: [subnet],
      needs: [],
      read: (request) => readResources(request, { kind: subnet, types: ['aws_subnet'], normalise: subnetOf }),
    },
    { produces: [firewall], needs: [], read: readFirewalls },
    {
      produces: [databaseInstance],
      needs: [],
      // The subnet group knows the network; whether the parameters are in force is a moment that Terraform does not keep.
      cannotKnow: { 'database-instance': ['/network', '/parameterStatus'] },
      read: (request) =>
        readResources(request, {
          kind: databaseInstance,
          types: ['aws_db_instance'],
          normalise: databaseInstanceOf,
        }),
    },
    {
      produces: [databaseParameters],
      needs: [],
      // Terraform keeps how a parameter is to be applied, not whether the engine can take it without a restart.
      cannotKnow: { 'database-parameters': ['/parameters/*/apply'] },
      read: (request) =>
        readResources(request, {
          kind: databaseParameters,
          types: ['aws_db_parameter_group'],
          normalise: databaseParametersOf,
        }),
    },
    {
      produces: [certificate],
      needs: [],
      // What stands in the certificate itself, which Terraform has only of imported ones, and what others see of it.
      cannotKnow: {
        certificate: ['/signatureAlgorithm', '/inUse', '/trusted', '/protocol', '/nameMatches'],
      },
      read: (request) =>
        readResources(request, { kind: certificate, types: ['aws_acm_certificate'], normalise: certificateOf }),
    },
  ],
  diagnose: diagnoseState,
})
