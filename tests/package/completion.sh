#!/bin/bash
# Completion in the shells themselves: what Tab would offer.
: "${srcdir:=.}"
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
failed=0
export PATH="$PWD:$PATH" XDG_CONFIG_HOME=$T/config LC_ALL=C.UTF-8
completion=$(cd "$srcdir/completion" && pwd)

# says WORDS WANTED GOT
says() {
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "wanted '$2', got '$3'"
		echo "not ok - $1"
		failed=1
	fi
}

# tab WORD...: what bash would offer for the last one.
tab() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_warroom
	echo "${COMPREPLY[*]}"
}

. "$completion/warroom.bash"
says "bash: a command" "unack" "$(tab warroom una)"
says "bash: an option" "--read-only" "$(tab warroom print --read)"
says "bash: values" "text ansi svg html json" "$(tab warroom print --format '')"
says "bash: a value behind =" "nord" "$(cd "$T" && tab warroom print --theme = nor)"
says "bash: all values behind =" "md html json" "$(tab warroom report --format =)"
says "bash: ids" "load_test" "$(tab warroom gate --demo sign load)"
touch "$T/my room.cfg"
says "bash: files" "$T/my room.cfg" "$(tab warroom check "$T/my")"
says "bash: nothing for what is unknown" "" "$(tab warroom nonsense '')"

if command -v zsh >/dev/null; then
	says "zsh reads its file" "" "$(zsh -n "$completion/_warroom" 2>&1)"
	# _describe, _files and compset are only there while zsh completes: these print what they were given
	zsh_tab() {
		zsh -fc '_describe() { print -r -- "${(P@)2}" }; _files() { print FILES }; compset() { : }
			completer=$1; shift; words=("$@"); CURRENT=$#; . $completer' zsh "$completion/_warroom" "$@"
	}
	says "zsh: a command with its sentence" "unack:take acknowledgements or silences back" "$(zsh_tab warroom una)"
	says "zsh: values" "text ansi svg html json" "$(zsh_tab warroom print --format '')"
	says "zsh: files" "FILES" "$(zsh_tab warroom check '')"
else
	echo "zsh is missing: its completion was not tried (apt install zsh)"
fi

if command -v fish >/dev/null; then
	export HOME=$T
	fish_tab() {
		fish --no-config -c ". '$completion/warroom.fish'; complete -C '$1'" | cut -f1 | tr '\n' ' '
	}
	says "fish reads its file" "" "$(fish -n "$completion/warroom.fish" 2>&1)"
	says "fish: a command" "unack " "$(fish_tab 'warroom una')"
	says "fish: values" "ansi html json svg text " "$(fish_tab 'warroom print --format ')"
	says "fish: a value behind =" "--format=ansi " "$(fish_tab 'warroom print --format=a')"
	says "fish: ids" "load_test " "$(fish_tab 'warroom gate --demo sign load')"
else
	echo "fish is missing: its completion was not tried (apt install fish)"
fi
exit $failed
