# Helpers for tests that use the real program in a real terminal (tmux). Source it; it makes a scratch folder $T
# that goes at the end, with all that was started. Runs from the build directory; $srcdir is the source's.
: "${srcdir:=.}"
WARROOM=$PWD/warroom
T=$(mktemp -d)
PIDS=
failed=0
export XDG_STATE_HOME="$T/state" XDG_CONFIG_HOME="$T/config"
# so that grep sees characters and not bytes, whatever the machine has set
export LC_ALL=C.UTF-8

command -v tmux >/dev/null || { echo "tmux is missing: install it" >&2; exit 1; }

tm() {
	tmux -S "$T/tmux" -f /dev/null "$@"
}

end_all() {
	tm kill-server 2>/dev/null
	for p in $PIDS; do kill "$p" 2>/dev/null; done
	for p in $PIDS; do wait "$p" 2>/dev/null; done
	rm -rf "$T"
}
trap end_all EXIT
trap 'exit 1' INT TERM
# tmux ends with its last session, and then cannot be asked for the next one at once
tm new-session -d -s keep 'exec sleep 100000'

# open_terminal COLUMNS ROWS COMMAND: a terminal in which the command runs, and then says what it ended with.
open_terminal() {
	# a session that stays, so that the server does not end between two terminals
	tm has-session -t keep 2>/dev/null || tm new-session -d -s keep 'exec sleep 100000'
	tm kill-session -t =t 2>/dev/null
	tm new-session -d -s t -x "$1" -y "$2" "LC_ALL=C.UTF-8 $3; echo \"ended \$?\"; exec sleep 1000"
}

screen() {
	tm capture-pane -p -t =t:
}

press() {
	tm send-keys -t =t: "$@"
}

type_text() {
	tm send-keys -t =t: -l "$1"
}

pass() {
	echo "PASS - $1"
}

fail() {
	echo "FAIL - $1"
	echo "the screen was:"
	screen
	failed=1
}

# within SECONDS COMMAND...: tries it until it succeeds. The seconds are those of a quiet machine; a busy one is given
# eight times as much: what is slow is the bench's to say.
within() {
	tries=$(($1 * 80))
	shift
	while ! "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.1
	done
}

screen_has() {
	screen | grep -Eq -- "$1"
}

screen_lacks() {
	! screen_has "$1"
}

# expect SECONDS REGEX WHAT: the screen shows it in time.
expect() {
	if within "$1" screen_has "$2"; then pass "$3"; else fail "$3 (waited for: $2)"; fi
}

expect_gone() {
	if within "$1" screen_lacks "$2"; then pass "$3"; else fail "$3 (still there: $2)"; fi
}

# check WHAT COMMAND...: the command succeeds.
check() {
	what=$1
	shift
	if "$@"; then pass "$what"; else fail "$what"; fi
}

# free_port N: a port on loopback that nothing listens on now; another N gives another one. Below those that the system
# gives to connections, so that one that is let go for a while is still free.
free_port() {
	port=$((20000 + ($$ + $1 * 97) % 12000))
	while curl -s -o /dev/null "http://127.0.0.1:$port/"; [ $? != 7 ]; do
		port=$((port + 1))
	done
	echo "$port"
}

wait_http() {
	within 20 curl -sf -o /dev/null "$@"
}
