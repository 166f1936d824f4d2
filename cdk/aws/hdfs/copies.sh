#!/bin/bash
# Copies the platform's files from HDFS to a bucket, or back into an empty HDFS. It runs on a node of EMR, as a step.
#
#   copies.sh copy    s3://bucket/files   makes the bucket what HDFS is; the bucket keeps what it had as older versions
#   copies.sh restore s3://bucket/files   fills /raw and /analytics, and gives them to who writes them
#
# METRIC_SERVICE, where it is set, is the dimension under which CloudWatch learns that a copy is done.
set -euo pipefail

action=${1:?copy or restore}
bucket=${2:?where the copy is, s3://bucket/path}
# Writers of the directories, as modules/platform/hdfs-directories.ts has them.
owners='/raw:archive /analytics:analytics'

has_files() { [ "$(hdfs dfs -count "$1" | awk '{ print $2 }')" -gt 0 ]; }

# Files are merged and replaced while they are copied: what has gone meanwhile fails an attempt, and the next one lists anew.
copied() {
  for attempt in 1 2 3; do
    if hadoop distcp -update -delete "$1" "$2"; then return 0; fi
    echo "attempt $attempt to copy $1 to $2 failed" >&2
  done
  return 1
}

case $action in
copy)
  # An HDFS that has lost its files must not empty the copy of them.
  has_files /raw || { echo 'HDFS has no raw files: nothing is copied' >&2; exit 1; }
  for entry in $owners; do
    path=${entry%%:*}
    copied "hdfs://$path" "$bucket$path"
  done
  if [ -n "${METRIC_SERVICE:-}" ]; then
    aws cloudwatch put-metric-data --namespace Marketplace --metric-name copies --value 1 \
      --dimensions "service=$METRIC_SERVICE"
  fi
  ;;
restore)
  for entry in $owners; do
    path=${entry%%:*}
    if has_files "$path"; then echo "$path has files: a restore is for an empty HDFS" >&2; exit 1; fi
  done
  for entry in $owners; do
    path=${entry%%:*}
    owner=${entry##*:}
    copied "$bucket$path" "hdfs://$path"
    hdfs dfs -chown -R "$owner:$owner" "$path"
  done
  ;;
*)
  echo "copy or restore, not $action" >&2
  exit 2
  ;;
esac
