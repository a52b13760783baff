#!/bin/sh
# backup.sh STATE_DIR FILE.tar.gz: saves the state, while the bot runs or not.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 STATE_DIR FILE.tar.gz" >&2; exit 2; }
state=$1 file=$2
# Account numbers and questions are for nobody else.
umask 077
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
# Of each folder the journal first: what comes after it is in the tables or is not, but nothing before it is missing.
cp -p "$state/journal.jsonl" "$copy/"
for folder in insight operator desk; do
  [ -e "$state/$folder/journal.jsonl" ] || continue
  mkdir "$copy/$folder"
  cp -p "$state/$folder/journal.jsonl" "$copy/$folder/"
done
for folder in . insight operator desk; do
  for one in "$state/$folder"/*.json "$state/$folder"/*.json.last-good "$state/$folder"/audit*.jsonl "$state/$folder/key"; do
    [ ! -e "$one" ] || cp -p "$one" "$copy/$folder/"
  done
done
[ ! -e "$state/taught" ] || cp -pR "$state/taught" "$copy/"
(cd "$copy" && tar -czf - -- *) > "$file.part"
mv "$file.part" "$file"
