#!/bin/sh
# Who may include whom: fails when a file includes a folder or a library that its own folder may not know, does not
# begin with a sentence on what it is, or lives in a folder that doc/ARCHITECTURE.md does not name.
cd "${srcdir:-.}" || exit 1
bad=0

# allow FOLDER "FOLDERS THAT IT MAY KNOW": every other folder of ours is refused.
allow() {
	for f in "$1"/*.[ch]; do
		[ -e "$f" ] || continue
		for inc in $(sed -n 's/^#include "\([a-z_]*\)\/.*/\1/p' "$f" | sort -u); do
			case " $1 $2 " in
			*" $inc "*) ;;
			*) echo "$f: $1/ may not include $inc/"; bad=1 ;;
			esac
		done
	done
}

# only HEADER "FILES": a library's header stands in these files and nowhere else.
only() {
	for f in $(grep -lE "^#include <($1)>" [a-z]*/*.[ch]); do
		case "$f" in
		tests/*) continue ;;
		esac
		ok=0
		for pattern in $2; do
			case "$f" in
			$pattern) ok=1 ;;
			esac
		done
		[ $ok = 1 ] || { echo "$f: only $2 may include <$1>"; bad=1; }
	done
}

allow base ""
allow room "base"
allow themes "base"
allow net "base room"
allow store "base room"
allow sim "base room"
allow tui "base room themes"
allow panels "base room themes tui"
allow app "base room themes tui panels net store sim"

only 'n?curses(w/.*)?\.h|ncursesw/.*|term\.h' 'tui/term.c'
only 'sqlite3\.h' 'store/sqlite*.c'
only 'libconfig\.h' 'app/config*.c'
only 'microhttpd\.h' 'sim/*.c'
only 'curl/.*' 'net/*.c store/etcd*.[ch] base/late_curl.c'
only 'crypt\.h' 'app/identity.c'
only 'json-c/.*|json\.h' 'net/*.[ch] store/*.[ch] sim/*.[ch] app/*.c'

# What a command prints may hold words of others: it leaves by app/out.c, which lets no escape sequence through.
for f in app/*.c; do
	[ "$f" = app/out.c ] && continue
	grep -nE '(^|[^a-z_])(printf|puts|vprintf)\(|fprintf\(std|json_object_to_json_string' "$f" | grep -v 'json_out_take\|out_json_text' |
		sed "s|^|$f:|; s|\$| (print by app/out.h, JSON by json_out_take)|" | grep . && bad=1
done

# What stands in our folders; a build directory beside them is none of ours.
sources() {
	for f in [a-z]*/*.[ch] tests/*/*.[ch]; do
		[ -e "${f%%/*}/config.status" ] && continue
		case "$f" in
		*/builtin.c | */example_double11.c) ;; # generated
		*) echo "$f" ;;
		esac
	done
}

# The first comment, joined to one line: one of three lines at the most.
first_comment() {
	sed -n -e '1,3{' -e H -e '/\*\//{x;s/\n \*\//\ *\//g;s/\n \*//g;s/\n//g;p;q' -e '}' -e '}' "$1"
}

for f in $(sources); do
	first_comment "$f" | grep -Eq '^/\* [`"[:upper:]].*[.?] ?\*/$' ||
		{ echo "$f: does not begin with a sentence on what it is"; bad=1; }
done

for folder in $(sources | sed 's/\/.*//' | sort -u); do
	grep -q "^| \`$folder/\`" doc/ARCHITECTURE.md || { echo "doc/ARCHITECTURE.md: its table lacks $folder/"; bad=1; }
done

[ $bad = 0 ] && echo "layers: every folder includes only what it may"
exit $bad
