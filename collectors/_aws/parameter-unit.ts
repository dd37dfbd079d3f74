/** Names by unit, as pg_settings gives them. */
const postgresUnits: Readonly<Record<string, string>> = byUnit({
  '8kB':
    'shared_buffers effective_cache_size wal_buffers temp_buffers backend_flush_after bgwriter_flush_after ' +
    'checkpoint_flush_after wal_writer_flush_after min_parallel_table_scan_size min_parallel_index_scan_size ' +
    'segment_size commit_timestamp_buffers multixact_member_buffers ' +
    'multixact_offset_buffers notify_buffers serializable_buffers subtransaction_buffers transaction_buffers',
  kB:
    'work_mem maintenance_work_mem autovacuum_work_mem logical_decoding_work_mem gin_pending_list_limit temp_file_limit ' +
    'max_stack_depth log_rotation_size wal_skip_threshold log_temp_files vacuum_buffer_usage_limit',
  MB:
    'max_wal_size min_wal_size wal_keep_size max_slot_wal_keep_size min_dynamic_shared_memory ' + 'shared_memory_size',
  bytes: 'track_activity_query_size wal_segment_size log_parameter_max_length log_parameter_max_length_on_error',
  ms:
    'statement_timeout lock_timeout idle_in_transaction_session_timeout idle_session_timeout transaction_timeout ' +
    'deadlock_timeout log_min_duration_statement log_min_duration_sample log_autovacuum_min_duration bgwriter_delay ' +
    'wal_writer_delay autovacuum_vacuum_cost_delay vacuum_cost_delay max_standby_archive_delay ' +
    'max_standby_streaming_delay recovery_min_apply_delay wal_receiver_timeout wal_sender_timeout ' +
    'wal_retrieve_retry_interval tcp_user_timeout client_connection_check_interval log_startup_progress_interval',
  s:
    'authentication_timeout autovacuum_naptime checkpoint_timeout checkpoint_warning archive_timeout ' +
    'post_auth_delay pre_auth_delay tcp_keepalives_idle tcp_keepalives_interval wal_receiver_status_interval',
  min: 'log_rotation_age old_snapshot_threshold wal_summary_keep_time',
  us: 'commit_delay',
})

/** Names by unit, MySQL and MariaDB: sizes are bytes throughout, time limits mostly seconds. */
const mysqlUnits: Readonly<Record<string, string>> = byUnit({
  bytes:
    'innodb_buffer_pool_size innodb_buffer_pool_chunk_size innodb_log_file_size innodb_log_buffer_size ' +
    'innodb_redo_log_capacity innodb_online_alter_log_max_size innodb_sort_buffer_size innodb_page_size ' +
    'innodb_max_undo_log_size innodb_ft_cache_size innodb_ft_total_cache_size innodb_ft_result_cache_limit ' +
    'max_allowed_packet slave_max_allowed_packet replica_max_allowed_packet sort_buffer_size join_buffer_size ' +
    'read_buffer_size read_rnd_buffer_size key_buffer_size key_cache_block_size myisam_sort_buffer_size ' +
    'myisam_max_sort_file_size bulk_insert_buffer_size preload_buffer_size query_cache_size query_cache_limit ' +
    'query_alloc_block_size query_prealloc_size range_alloc_block_size transaction_alloc_block_size ' +
    'transaction_prealloc_size tmp_table_size max_heap_table_size temptable_max_ram temptable_max_mmap ' +
    'binlog_cache_size binlog_stmt_cache_size max_binlog_cache_size max_binlog_stmt_cache_size max_binlog_size ' +
    'max_relay_log_size relay_log_space_limit net_buffer_length thread_stack max_length_for_sort_data ' +
    'group_concat_max_len parser_max_mem_size range_optimizer_max_mem_size max_sort_length',
  s:
    'wait_timeout interactive_timeout connect_timeout net_read_timeout net_write_timeout lock_wait_timeout ' +
    'innodb_lock_wait_timeout long_query_time binlog_expire_logs_seconds ' +
    'slave_net_timeout replica_net_timeout delayed_insert_timeout innodb_flush_log_at_timeout',
  ms: 'max_execution_time',
  days: 'expire_logs_days default_password_lifetime',
})

const oracleUnits: Readonly<Record<string, string>> = byUnit({
  bytes:
    'sga_target sga_max_size pga_aggregate_target pga_aggregate_limit memory_target memory_max_target db_cache_size shared_pool_size',
})

const sqlServerUnits: Readonly<Record<string, string>> = byUnit({
  MB: 'max server memory (mb)|min server memory (mb)',
  kB: 'min memory per query (kb)',
})

/**
 * The unit of a numeric parameter (`8kB`, `kB`, `MB`, `bytes`, `ms`, `s`, ...), or undefined where it has none or is not
 * known. `family` is a parameter group family: `postgres15`, `aurora-postgresql14`, `mysql8.0`, `mariadb10.6`.
 *
 * Sources: PostgreSQL documentation, pg_settings.unit; MySQL 8.0 Reference Manual, server system variables.
 */
export function parameterUnit(family: string, name: string): string | undefined {
  const units = unitsOf(family.toLowerCase())
  const wanted = name.toLowerCase()
  return units !== undefined && Object.hasOwn(units, wanted) ? units[wanted] : undefined
}

function unitsOf(family: string): Readonly<Record<string, string>> | undefined {
  if (family.startsWith('postgres') || family.startsWith('aurora-postgresql')) return postgresUnits
  if (/^(mysql|mariadb|aurora-mysql|aurora5)/.test(family)) return mysqlUnits
  if (family.startsWith('oracle')) return oracleUnits
  return family.startsWith('sqlserver') ? sqlServerUnits : undefined
}

function byUnit(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [unit, list] of Object.entries(names))
    // Names of SQL Server hold blanks, so theirs are parted by bars.
    for (const name of list.split(list.includes('(') ? '|' : ' ')) found[name] = unit
  return found
}
