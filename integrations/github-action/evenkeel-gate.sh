#!/bin/sh
# Asks an Evenkeel server whether something may be deployed. Needs curl and a POSIX shell, nothing else: the verdict is in
# headers of the answer, and its words are made by the server. Exit: 0 passed, 1 drift, 2 asked wrongly, 3 nobody can tell.
set -eu

say() { printf '%s\n' "$*"; }
# A text of ours or of the server as one command line of the runner: nothing in it begins another.
flat() { tr '\r\n' '  ' | sed 's/%/%25/g' | cut -c 1-2000; }
wrong() {
  say "::error title=Evenkeel gate::$(printf '%s' "$1" | flat)"
  exit 2
}
output() { if [ -n "${GITHUB_OUTPUT:-}" ]; then printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; fi; }

# Before it is masked: a line break in it would begin a line of its own in the log.
case ${EVENKEEL_TOKEN:-} in *[!A-Za-z0-9_-]*) wrong 'The token has characters that no token has.' ;; esac
[ -n "${EVENKEEL_TOKEN:-}" ] && say "::add-mask::$EVENKEEL_TOKEN"
[ -n "${EVENKEEL_URL:-}" ] || wrong 'The address of the server (url) is missing.'
[ -n "${EVENKEEL_COMPARISON:-}" ] || wrong 'The comparison is missing.'
on_unknown=${EVENKEEL_ON_UNKNOWN:-fail}
case $on_unknown in pass | warn | fail) ;; *) wrong 'on-unknown is one of: pass, warn, fail.' ;; esac
wait_seconds=${EVENKEEL_WAIT:-0}
case $wait_seconds in '' | *[!0-9]* | ????* | 0?*) wrong 'wait is a number of seconds, at most 300.' ;; esac
new_only=${EVENKEEL_NEW_ONLY:-false}
case $new_only in true | false) ;; *) wrong 'new-only is true or false.' ;; esac
base=${EVENKEEL_URL%/}
case $base in http://?* | https://?*) ;; *) wrong 'The address of the server (url) begins with http:// or https://.' ;; esac
case $base in *[!]A-Za-z0-9.:/%_~[-]*) wrong 'The address of the server (url) has no name, password, query or fragment.' ;; esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# Neither the token nor anything else of a request stands in a list of processes.
umask 077
printf 'header = "authorization: Bearer %s"\n' "${EVENKEEL_TOKEN:-}" >"$work/curl"

# The value of a header of the answer.
header() { sed -n "s/^$1: *//Ip" "$work/headers" | tail -n 1 | tr -d '\r\n' | tr -c 'A-Za-z0-9 _.-' '_'; }
# A text of a problem document: "detail" or "remedy", without what JSON escapes.
field() { sed -n "s/.*\"$1\":\"\\(\\([^\"\\\\]\\|\\\\.\\)*\\)\".*/\\1/p" "$work/body" | sed 's/\\\(.\)/\1/g' | head -n 1; }

# Asks; the status is 000 where nothing answered.
ask() {
  : >"$work/headers"
  : >"$work/body"
  status=$(curl --proto '=http,https' --silent --globoff --config "$work/curl" --max-time "$((wait_seconds + 30))" --connect-timeout 10 \
    --retry 4 --retry-delay 1 --retry-connrefused --retry-max-time 15 \
    --dump-header "$work/headers" --output "$work/body" --write-out '%{http_code}' "$@" 2>"$work/error") || true
  status=${status:-000}
}

set -- --get "$base/v1/gate" --data-urlencode "comparison=$EVENKEEL_COMPARISON" --data-urlencode format=markdown \
  --data-urlencode "failOn=${EVENKEEL_FAIL_ON:-high}" --data-urlencode "wait=$wait_seconds"
[ -n "${EVENKEEL_SERVICE:-}" ] && set -- "$@" --data-urlencode "service=$EVENKEEL_SERVICE"
[ -n "${EVENKEEL_MAX_AGE:-}" ] && set -- "$@" --data-urlencode "maxAge=$EVENKEEL_MAX_AGE"
[ "$new_only" = true ] && set -- "$@" --data-urlencode newOnly=true
ask "$@"

overridden=false
case $status in
  200)
    passed=$(header evenkeel-passed)
    drift=$(header evenkeel-drift)
    coverage=$(header evenkeel-coverage)
    case $passed in yes | no | unknown) ;; *) wrong "What answers at $base is no Evenkeel server." ;; esac
    cat "$work/body" >"$work/words"
    ;;
  000 | 408 | 429 | 5??)
    passed=unknown
    drift=unknown
    coverage=unknown
    detail=$(field detail)
    [ -n "$detail" ] || detail="The server could not be asked (status $status)."
    say "### Evenkeel gate: not known, which is no pass" >"$work/words"
    printf '\n%s\n' "$(printf '%s' "$detail" | flat)" >>"$work/words"
    ;;
  *)
    detail="$(field detail) $(field remedy)"
    [ "$detail" = ' ' ] && detail="The server answered with the status $status."
    wrong "$detail"
    ;;
esac

# A text as a JSON string.
json() {
  printf '%s' "$1" | tr '\r\n\t' '   ' | tr -d '\000-\037' | sed 's/\\/\\\\/g; s/"/\\"/g; s/^/"/; s/$/"/'
}

if [ "$passed" != yes ] && [ -n "${EVENKEEL_OVERRIDE_REASON:-}" ] && [ "$status" = 200 ]; then
  {
    printf '{"comparison":%s,"failOn":%s,"newOnly":%s,"reason":%s' "$(json "$EVENKEEL_COMPARISON")" \
      "$(json "${EVENKEEL_FAIL_ON:-high}")" "$new_only" "$(json "$EVENKEEL_OVERRIDE_REASON")"
    [ -n "${EVENKEEL_SERVICE:-}" ] && printf ',"service":%s' "$(json "$EVENKEEL_SERVICE")"
    [ -n "${EVENKEEL_MAX_AGE:-}" ] && printf ',"maxAge":%s' "$(json "$EVENKEEL_MAX_AGE")"
    [ -n "${EVENKEEL_ACTOR:-}" ] && printf ',"by":%s' "$(json "$EVENKEEL_ACTOR")"
    printf '}'
  } >"$work/override"
  ask --request POST "$base/v1/gate/overrides" --header 'content-type: application/json' --data-binary "@$work/override"
  case $status in
    201)
      overridden=true
      printf '\nOverridden; the reason is recorded.\n' >>"$work/words"
      ;;
    *) wrong "The override was not recorded, so it is none: $(field detail)" ;;
  esac
fi

# In the log of a runner, nothing that the server says is a command.
sed 's/^\([[:space:]]*\):/\1\\:/; s/##\[/##\\[/g' "$work/words"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat "$work/words" >>"$GITHUB_STEP_SUMMARY"; fi
output passed "$passed"
output drift "$drift"
output coverage "$coverage"
output overridden "$overridden"

[ "$overridden" = true ] && exit 0
case $passed in
  yes) exit 0 ;;
  no)
    say '::error title=Evenkeel gate::Differences reach the threshold; the summary has them.'
    exit 1
    ;;
esac
case $on_unknown in
  pass) exit 0 ;;
  warn)
    say '::warning title=Evenkeel gate::Nobody can tell, and it passes all the same (on-unknown: warn).'
    exit 0
    ;;
esac
say '::error title=Evenkeel gate::Nobody can tell, which is no pass.'
exit 3
