#!/bin/sh
# restore.sh FILE.tar.gz STATE_DIR: puts a saved state into an empty or new folder. Stop the bot before.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 FILE.tar.gz STATE_DIR" >&2; exit 2; }
file=$1 state=$2
mkdir -p "$state"
if [ -n "$(ls -A "$state")" ]; then
  echo "$state is not empty: stop the bot, move the folder away, and try again" >&2
  exit 1
fi
tar -C "$state" -xzf "$file"
# Root restores for the account that the bot runs under.
[ "$(id -u)" -ne 0 ] || find "$state" -type d -exec chown --reference="$state/journal.jsonl" {} +
