#!/bin/sh
# Makes the pictures of the documentation from the demo: doc/pictures.sh WARROOM DIRECTORY [LANGUAGE...]
# English is "en"; another language's pictures carry its name (war-zh_CN.svg).
set -eu
warroom=$1 to=$2
shift 2
LC_ALL=C.UTF-8
export LC_ALL
mkdir -p "$to"

# picture NAME SIZE LAYOUT THEME
picture() {
	"$warroom" print --demo --format svg --size "$2" --layout "$3" --theme "$4" >"$to/$1.svg.new"
	mv "$to/$1.svg.new" "$to/$1.svg"
}

for language in "${@:-en}"; do
	suffix=-$language
	[ "$language" != en ] || suffix=
	LANGUAGE=$language
	export LANGUAGE
	picture "war$suffix" 200x50 war dark
	picture "oncall$suffix" 80x24 oncall dark
	picture "risks$suffix" 132x40 risks dark
	picture "budget$suffix" 132x40 budget dark
	picture "metrics$suffix" 132x40 metrics dark
	picture "war-light$suffix" 132x40 war light
done

LANGUAGE=en
for theme in $("$warroom" complete -- print --theme '' | grep -v ^:); do
	picture "theme-$theme" 80x24 oncall "$theme"
done
