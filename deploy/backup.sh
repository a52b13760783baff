#!/bin/sh
# backup.sh STATE_DIR FILE.tar.gz: saves the state, while the bot runs or not.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 STATE_DIR FILE.tar.gz" >&2; exit 2; }
state=$1 file=$2
# Account numbers and questions are for nobody else.
umask 077
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
# The journal first: what comes after it is in the tables or is not, but nothing before it is missing.
cp -p "$state/journal.jsonl" "$copy/"
for table in "$state"/*.json "$state"/*.json.last-good; do
  [ ! -e "$table" ] || cp -p "$table" "$copy/"
done
(cd "$copy" && tar -czf - -- *) > "$file.part"
mv "$file.part" "$file"
