#!/bin/sh
# Is each catalogue whole? Every text that the program marks is translated in it, none is only guessed, and formats fit.
# Runs from the build directory; $srcdir is the source's. Skipped without the tools of gettext.
: "${srcdir:=.}"
for tool in xgettext msgmerge msgattrib msgfmt; do
	command -v $tool >/dev/null || { echo "skip - $tool is missing: install gettext"; exit 77; }
done
T=$(mktemp -d) || exit 1
trap 'rm -rf "$T"' EXIT
failed=0

# verdict NAME FILE: ok when the file has no message in it, else the first ones are shown.
verdict() {
	if grep -q '^msgid' "$2"; then
		echo "not ok - $1:"
		sed -n '/^msgid/,/^$/p' "$2" | head -40
		failed=1
	else
		echo "ok - $1"
	fi
}

${MAKE:-make} -s po/warroom.pot || { echo "not ok - the marked texts cannot be read"; exit 1; }
for po in "$srcdir"/po/*.po; do
	language=$(basename "$po" .po)
	msgmerge --quiet --no-fuzzy-matching --no-location -o "$T/merged.po" "$po" po/warroom.pot || exit 1
	msgattrib --untranslated --no-obsolete "$T/merged.po" | sed '1,/^$/d' >"$T/untranslated"
	verdict "$language: every text is translated; 'make update-po' adds new ones" "$T/untranslated"
	msgattrib --only-fuzzy --no-obsolete "$po" | sed '1,/^$/d' >"$T/fuzzy"
	verdict "$language: no translation is only guessed (fuzzy)" "$T/fuzzy"
	if msgfmt --check-format --check-domain -o /dev/null "$po"; then
		echo "ok - $language: formats fit"
	else
		echo "not ok - $language: a format does not fit its text"
		failed=1
	fi
done
exit $failed
