#!/usr/bin/env bash
# Brings a base backup and the archived WAL back to a moment, in an empty folder that then is PGDATA.
# restore-to.sh BASE WAL '2026-04-15 10:30:00+08' PGDATA; start PostgreSQL on PGDATA afterwards.
set -euo pipefail
[ $# -eq 4 ] || { echo "用法：restore-to.sh 基础备份 WAL文件夹 时刻 空的PGDATA" >&2; exit 2; }
base=$1 wal=$2 moment=$3 data=$4
if [ -e "$data" ] && [ -n "$(ls -A "$data")" ]; then
  echo "$data 不是空文件夹，没有改动任何内容。" >&2
  exit 2
fi
mkdir -p "$data"
cp -a "$base/." "$data/"
chmod 700 "$data"
cat >> "$data/postgresql.auto.conf" <<END
archive_mode = off
restore_command = 'cp "$wal/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
END
touch "$data/recovery.signal"
echo "已就绪。请启动 PostgreSQL（PGDATA=$data），它会恢复到 $moment。"
