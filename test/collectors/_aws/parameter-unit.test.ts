import { describe, expect, it } from 'vitest'
import { parameterUnit } from '../../../collectors/_aws/parameter-unit.ts'

describe('parameterUnit', () => {
  it.each([
    ['postgres15', 'shared_buffers', '8kB'],
    ['postgres15', 'effective_cache_size', '8kB'],
    ['aurora-postgresql14', 'temp_buffers', '8kB'],
    ['postgres15', 'work_mem', 'kB'],
    ['postgres15', 'max_wal_size', 'MB'],
    ['postgres15', 'statement_timeout', 'ms'],
    ['postgres15', 'checkpoint_timeout', 's'],
    ['postgres15', 'wal_receiver_status_interval', 's'],
    ['mysql8.0', 'innodb_buffer_pool_size', 'bytes'],
    ['mysql8.0', 'wait_timeout', 's'],
    ['mysql8.0', 'max_execution_time', 'ms'],
    ['mariadb10.6', 'max_allowed_packet', 'bytes'],
    ['aurora-mysql8.0', 'sort_buffer_size', 'bytes'],
    ['sqlserver-se-15.0', 'max server memory (mb)', 'MB'],
    ['POSTGRES15', 'WORK_MEM', 'kB'],
  ])('%s %s is in %s', (family, name, unit) => expect(parameterUnit(family, name)).toBe(unit))

  it.each([
    ['postgres15', 'max_connections'],
    ['mysql8.0', 'work_mem'],
    ['mysql8.0', 'innodb_flush_log_at_trx_commit'],
    ['custom-engine1', 'shared_buffers'],
    ['postgres15', 'constructor'],
  ])('%s %s has none', (family, name) => expect(parameterUnit(family, name)).toBeUndefined())
})
