#!/bin/sh
# F35, F36: secret files that are not private are refused with a sentence, one that changes counts at the next request, and
# none of ten secrets shows anywhere: not in what the program says or keeps, nor in its process, nor in a core file.
. "${srcdir:-.}/tests/terminal/lib.sh"

# There is no screen here: what was said last is what helps.
screen() {
	tail -n 20 "$T/watch.out" "$T/watch.err" "$T/said" 2>/dev/null
}

secret() {
	printf '%s\n' "$2" >"$T/$1"
	chmod 600 "$T/$1"
}

# accept HEADER: what the server takes from now on.
accept() {
	printf '%s\n' "$1" >"$T/accepted.new"
	mv "$T/accepted.new" "$T/accepted"
}

accept 'Bearer canary-one'
mkfifo "$T/hold"
tests/terminal/secret_server "$T/accepted" <"$T/hold" >"$T/port" 2>"$T/requests" &
PIDS="$PIDS $!"
exec 9>"$T/hold"
within 20 grep -q . "$T/port" || { echo "the server does not start"; exit 1; }
url=http://127.0.0.1:$(cat "$T/port")

# status_of LINES: what `warroom status` says of a room whose source has these lines.
status_of() {
	printf 'room = { name = "S"; zone = "UTC"; };\nsources = ( { name = "am"; kind = "alertmanager"; url = "%s"; %s } );\n' \
		"$url" "$1" >"$T/one.cfg"
	timeout 60 "$WARROOM" alerts -c "$T/one.cfg" >"$T/said" 2>&1
	cat "$T/said"
}

# F35: files that are not private
secret token canary-one
cp "$T/token" "$T/open" && chmod 644 "$T/open"
cp "$T/token" "$T/group" && chmod 640 "$T/group"
ln -s token "$T/link"
mkfifo "$T/pipe" && chmod 600 "$T/pipe"
: >"$T/empty" && chmod 600 "$T/empty"
mkdir "$T/folder" && chmod 700 "$T/folder"
# refused NAME REGEX
refused() {
	status_of "auth = \"bearer\"; token_file = \"$T/$1\";" | grep -Eq -- "secret: .*/$1 $2"
	check "a secret that is $3 is refused, and it is said how to mend it" [ $? = 0 ]
}
: >"$T/requests"
refused open 'is open to its group or to others: chmod 600 it' "readable to others"
refused group 'is open to its group or to others: chmod 600 it' "readable to a group"
refused link 'is a symbolic link: name the file itself' "a link"
refused pipe 'is no regular file: write the secret into one of mode 0600' "a pipe"
refused folder 'is no regular file: write the secret into one of mode 0600' "a folder"
refused empty 'is empty: write the secret into its first line' "empty"
refused gone 'cannot be read: No such file' "not there"
check "and nothing was asked of the server" [ ! -s "$T/requests" ]
status_of "auth = \"bearer\"; token_file = \"$T/token\";" >/dev/null
check "one of mode 0600 is taken" grep -q '^200 ' "$T/requests"

# F36: ten secrets in one room
secret token canary-bearer-1
secret password canary-basic-2
secret etcd canary-etcd-3
printf -- '-----BEGIN PRIVATE KEY-----\ncanary-key-4\n-----END PRIVATE KEY-----\n' >"$T/key"
chmod 600 "$T/key"
cp "$T/key" "$T/crt"
printf 'canary-open-5\n' >"$T/wrong"
chmod 644 "$T/wrong"
# what the password is in the request, which the server shows again
basic=$(printf 'ops:canary-basic-2' | base64)
accept "Bearer canary-bearer-1"
cat >"$T/room.cfg" <<Y
room = { name = "Canary"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
teams = ( { id = "tech"; title = "technology"; } );
people = ( { id = "lin"; name = "Lin"; team = "tech"; }, { id = "sun"; name = "Sun"; team = "tech"; pin = "\$6\$canary-pin-6\$hash"; } );
tiers = ( { id = "urgent"; limit = "5m"; } );
sources = (
	{ name = "bearer"; kind = "alertmanager"; url = "$url"; period = "1s"; auth = "bearer"; token_file = "$T/token"; },
	{ name = "basic"; kind = "json"; url = "$url"; path = "/b"; period = "1s"; auth = "basic"; user = "ops"; password_file = "$T/password"; },
	{ name = "header"; kind = "json"; url = "$url"; path = "/h"; period = "1s"; headers = [ "X-Api-Key: canary-header-7" ]; },
	{ name = "tls"; kind = "json"; url = "https://127.0.0.1:$(cat "$T/port")"; period = "1s"; cert_file = "$T/crt"; key_file = "$T/key"; },
	{ name = "open"; kind = "json"; url = "$url"; path = "/o"; period = "1s"; auth = "bearer"; token_file = "$T/wrong"; }
);
notify = ( { name = "robot"; url = "$url"; on = [ "note" ]; timeout = "5s";
	request = { path = "/hook?access_token=canary-hook-8"; body = "{\"text\":\"{text}\"}"; expect = "/errcode=0"; }; } );
site = { name = "here"; endpoints = [ "http://127.0.0.1:1" ]; prefix = "canary"; user = "root"; password_file = "$T/etcd"; };
console = { grace = "0s"; };
Y
# secrets that stand in the configuration itself are refused without being repeated
cat >"$T/inline.cfg" <<Y
sources = ( { name = "a"; kind = "json"; url = "http://me:canary-url-9@h"; password = "canary-inline-10"; headers = [ "Authorization: Bearer canary-auth-11" ]; } );
Y
"$WARROOM" check "$T/inline.cfg" >"$T/dump.inline" 2>&1
"$WARROOM" check "$T/room.cfg" >"$T/dump.check" 2>&1 || { cat "$T/dump.check"; exit 1; }
mkdir "$T/cwd"
(
	cd "$T/cwd" || exit 1
	ulimit -c unlimited 2>/dev/null
	SSLKEYLOGFILE=$T/tls-keys exec "$WARROOM" watch -c "$T/room.cfg" --journal "$T/journal.db" --as lin >"$T/watch.out" 2>"$T/watch.err"
) &
watch=$!
PIDS="$PIDS $watch"
says_all_bad() {
	"$WARROOM" status -c "$T/room.cfg" --journal "$T/journal.db" --json >"$T/dump.status" 2>&1
	grep -q '^200 /api' "$T/requests" && grep -q '^401 /b' "$T/requests" && grep -q '^401 /h' "$T/requests" &&
		grep -q 'http 401' "$T/dump.status" && [ -s "$T/journal.db" ]
}
check "the room asks with its secrets, and the server shows them in its refusals" within 60 says_all_bad
"$WARROOM" note -c "$T/room.cfg" --journal "$T/journal.db" --as lin -m 'all quiet' >"$T/dump.note" 2>&1
check "the web hook is told" within 60 grep -q 'hook.access_token=canary-hook-8' "$T/requests"
is_refused() {
	"$WARROOM" outbox -c "$T/room.cfg" --journal "$T/journal.db" --json >"$T/dump.outbox" 2>&1
	grep -q refused "$T/dump.outbox"
}
check "and what it says instead of taking it is kept" within 60 is_refused
"$WARROOM" alerts -c "$T/room.cfg" --journal "$T/journal.db" --json >"$T/dump.alerts" 2>&1
"$WARROOM" handover -c "$T/room.cfg" --journal "$T/journal.db" --json >"$T/dump.handover" 2>&1
for format in md html json; do
	"$WARROOM" report -c "$T/room.cfg" --journal "$T/journal.db" --format $format >"$T/dump.report.$format" 2>&1
done
for layout in sources log teams; do
	for format in text ansi svg html json; do
		"$WARROOM" print -c "$T/room.cfg" --journal "$T/journal.db" --layout $layout --size 200x50 --format $format \
			>"$T/dump.print.$layout.$format" 2>&1
	done
done
"$WARROOM" backup -c "$T/room.cfg" --journal "$T/journal.db" "$T/dump.backup" >"$T/dump.backup.said" 2>&1
cat "/proc/$watch/cmdline" "/proc/$watch/environ" >"$T/dump.process" 2>/dev/null
cp "$T/watch.out" "$T/dump.watch.out"
cp "$T/watch.err" "$T/dump.watch.err"
cat "$T"/journal.db* >"$T/dump.journal"
ls "$T" >"$T/dump.names"

# a debugger of the same user, and a crash
if [ "$(id -u)" != 0 ]; then # whom nothing stops
	check "the process's memory is closed to its own user" sh -c "! cat /proc/$watch/environ 2>/dev/null"
fi
grep -q __asan_init "$WARROOM" || check "it is marked as not to be dumped" [ "$(stat -c %U "/proc/$watch/maps")" = root ]
kill -ABRT "$watch"
wait "$watch" 2>"$T/wait.said"
core=no
for file in "$T"/cwd/*; do
	[ -e "$file" ] && core=yes
done
check "a crash leaves no core file" [ $core = no ]
check "the environment cannot have the keys of TLS sessions written" [ ! -e "$T/tls-keys" ]

dumps=$(find "$T" -name 'dump.*' | wc -l)
check "$dumps places were looked at" [ "$dumps" -ge 20 ]
check "the journal, the status and the report are among them" [ -s "$T/dump.journal" ] && [ -s "$T/dump.status" ] && [ -s "$T/dump.report.md" ]
check "what the server showed of the secrets shows as stars" grep -aq '\*\*\*\*\*\*\*' "$T/dump.status" "$T/dump.watch.out"
if grep -al "canary-[a-z]*-[0-9]\|$basic" "$T"/dump.* >"$T/said"; then
	grep -ao ".\{60\}canary-[a-z]*-[0-9]*" "$T"/dump.*
	fail "no secret shows"
else
	pass "no secret shows"
fi

# F35: one that changes while the room runs counts at the next request; one that was refused is read again
"$WARROOM" watch -c "$T/one.cfg" --journal "$T/two.db" >"$T/watch.out" 2>"$T/watch.err" &
PIDS="$PIDS $!"
secret token canary-bearer-1
: >"$T/requests"
check "the first secret is taken" within 60 grep -q '^200 ' "$T/requests"
accept 'Bearer canary-next-12'
check "the server takes another one from now on: the first is refused" within 60 grep -q '^401 ' "$T/requests"
: >"$T/requests"
secret token canary-next-12
check "the file says the other one: it is read again by itself" within 60 grep -q '^200 ' "$T/requests"

exit $failed
