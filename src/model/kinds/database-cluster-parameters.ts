import { defineKind } from '../kind.ts'
import { databaseParameters } from './database-parameters.ts'

export const databaseClusterParameters = defineKind({
  ...databaseParameters,
  id: 'database-cluster-parameters',
  version: 1,
  title: 'Database cluster parameters',
  doc: 'The parameters of a database cluster (a cluster parameter group), with what a formula comes to on its members.',
  derivedFrom: { kinds: ['database-cluster'], reading: ['/memory', '/parameters', '/port'], unknown: [] },
  pairedThrough: { kind: 'database-cluster', field: 'parameters' },
})
