#!/usr/bin/env bash
# A base backup of a PostgreSQL of your own, to which the archived log of writes (WAL) is later added.
# Run as PostgreSQL's superuser, e.g. once a week: PGHOST=… base-backup.sh /mnt/base
set -euo pipefail
[ $# -eq 1 ] || { echo "用法：base-backup.sh 存放文件夹" >&2; exit 2; }
target="$1/$(date +%FT%H%M%S)"
pg_basebackup --pgdata="$target" --wal-method=none --checkpoint=fast
echo "$target"
