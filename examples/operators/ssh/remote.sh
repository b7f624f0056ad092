# What operator.js runs on the other machine: sh -c "this text" VERB ROOT ARGUMENT…
#
# ROOT/KEY/ is a job: job.json, folder/, log, pid (of what watches it), group (of the step), stop, end. It comes into being by
# one rename. ROOT/.KEY.* are jobs on their way in or out.
root=$1
shift
umask 077
mkdir -p "$root" && cd "$root" || exit 1

# How a job stands. First whether it is watched, then its end: the other way round one that ends just now would seem lost.
state() {
  watched=
  if grep -qs "$1" "/proc/$(cat "$1/pid" 2> /dev/null)/cmdline"; then watched=1; fi
  if [ -e "$1/end" ]; then cat "$1/end"; elif [ -n "$watched" ]; then echo running; else echo lost; fi
}

require_end() {
  [ -d "$1" ] || exit 44
  [ "$(state "$1")" != running ] || exit 45
}

# Runs the job that lies in $2 under the name $1 for at most $3 seconds.
watch() {
  limit=$(($(date +%s) + $3))
  echo $$ > "$2/pid"
  # The step that only one can win: a folder that isn't empty is never replaced.
  mv -T "$2" "$1" 2> /dev/null || { rm -rf "$2"; exit; }
  cd "$1" || exit
  (
    setsid sh -c 'echo $$ > group && exec sh "$0/control/start.sh" "$0"' "$PWD/folder" < /dev/null > log 2>&1
    echo $? > code.new && mv code.new code
  ) &
  group='' why='' last=0
  while [ ! -e code ] || { [ -n "$why" ] && [ "$(date +%s)" -lt "$last" ] && kill -0 "-$group"; } do
    sleep 0.2
    now=$(date +%s)
    [ -n "$group" ] || group=$(cat group) || continue
    if [ -n "$why" ]; then
      [ "$now" -lt "$last" ] || kill -KILL "-$group"
    elif [ -e stop ] || [ "$now" -ge "$limit" ]; then
      if [ -e stop ]; then why=cancelled; else why=timeout; fi
      last=$((now + 10))
      kill -TERM "-$group"
    fi
  done 2> /dev/null
  kill -KILL "-$(cat group)" 2> /dev/null # what the step left in the background
  code=$(cat code)
  if [ -z "$why" ]; then why=failed && [ "$code" -ne 0 ] || why=succeeded; fi
  echo "$why $code" > end.new && mv end.new end
}

case $0 in
check)
  for program in setsid tar grep head tail wc date mktemp; do
    command -v "$program" > /dev/null || { echo "there is no $program there" >&2 && exit 1; }
  done
  df -Ph . | tail -n 1
  ;;
submit) # KEY SECONDS JOB SCRIPT, and on stdin a tar of the folder, whose last entry tells that it is whole
  if [ -d "$1" ]; then exec cat > /dev/null; fi
  new=$(mktemp -d ".$1.XXXXXX") || exit 1
  if mkdir "$new/folder" && tar -xpof - -C "$new/folder" && rmdir "$new/folder/.whole"; then
    printf '%s\n' "$3" > "$new/job.json"
    setsid env -i PATH="$PATH" sh -c "$4" watch "$PWD" "$1" "$new" "$2" < /dev/null > /dev/null 2>&1 &
    for tries in 1 2 3 4 5 6 7 8 9 10 20 30 40 50 60 70 80 90; do
      [ ! -d "$1" ] || exit 0
      sleep "0.$tries"
    done
  fi
  rm -rf "$new"
  echo 'the job could not be started' >&2
  exit 1
  ;;
watch) watch "$@" ;;
list) # KEY…, or none for all
  [ $# -gt 0 ] || set -- *
  for key; do
    [ ! -e "$key/job.json" ] || cat "$key/job.json" 2> /dev/null
  done
  ;;
look) # KEY START …: how each stands, and what its log holds from there on, at most a MiB; `-` for none of it
  while [ $# -gt 0 ]; do
    key=$1 start=$2
    shift 2
    [ -d "$key" ] || continue
    state=$(state "$key") size=0
    if [ "$start" != - ] && [ -e "$key/log" ]; then size=$(($(wc -c < "$key/log") - start)); fi
    [ "$size" -le 1048576 ] || size=1048576
    printf '%s\n' "$key $size $state"
    [ "$size" -le 0 ] || tail -c "+$((start + 1))" "$key/log" | head -c "$size"
  done
  ;;
cancel) [ ! -d "$1" ] || true > "$1/stop" ;;
collect)
  require_end "$1"
  tar -cf - -C "$1/folder" work results
  ;;
cleanup)
  if [ -d "$1" ]; then
    true > "$1/stop"
    tries=0
    while [ "$(state "$1")" = running ]; do
      tries=$((tries + 1))
      [ "$tries" -lt 200 ] && sleep 0.2 || exit 1
    done
    mv "$1" ".$1.gone$$" # from now on it isn't known
  fi
  chmod -Rf u+rwX ".$1".* # a step may have made folders read-only
  rm -rf ".$1".*
  ;;
esac
