#!/bin/sh
# One front door: installs what is missing on Debian 12, builds, and runs the demo or the tests.
#   ./warroom.sh demo    the console on the simulated Double 11
#   ./warroom.sh test    all tests
#   ./warroom.sh build   only builds
# What is there already is not done again. WARROOM_BUILD names the build directory (default: build).
set -eu
cd "$(dirname "$0")"

BUILD=${WARROOM_BUILD:-build}
TO_BUILD="gcc make autoconf automake pkg-config libc6-dev libncurses-dev libcurl4-openssl-dev libjson-c-dev
	libconfig-dev libglib2.0-dev libsqlite3-dev libmicrohttpd-dev libcrypt-dev libical-dev gettext"
TO_TEST="$TO_BUILD libcmocka-dev tmux prometheus prometheus-alertmanager etcd-server etcd-client icinga2-bin icinga2-common sqlite3 locales curl openssl xz-utils faketime
	clang libclang-rt-14-dev"
# With WARROOM_DEB=1 the Debian package is tested as well (tests/package/deb.sh); 130 MB, and some minutes as root.
[ "${WARROOM_DEB:-}" != 1 ] || TO_TEST="$TO_TEST dpkg-dev debhelper fakeroot debootstrap lintian groff-base mandoc zsh fish"

say() {
	printf '%s\n' "warroom.sh: $*" >&2
}

# Runs a command as root: directly, or by sudo.
as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		say "this needs root, and there is no sudo: $*"
		exit 1
	fi
}

# Installs the packages of the list that are missing, without starting the servers among them.
need() {
	missing=
	for package in $1; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
	done
	[ -n "$missing" ] || return 0
	command -v apt-get >/dev/null || { say "please install:$missing"; exit 1; }
	say "installing:$missing"
	policy=/usr/sbin/policy-rc.d
	ours=
	if [ ! -e $policy ]; then
		ours=yes
		trap 'as_root rm -f $policy' EXIT
		trap 'exit 1' INT TERM
		printf '#!/bin/sh\nexit 101\n' | as_root tee $policy >/dev/null
		as_root chmod +x $policy
	fi
	# shellcheck disable=SC2086
	{
		as_root apt-get update -qq &&
			as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
	} || { say "the packages could not be installed"; exit 1; }
	[ -z "$ours" ] || { as_root rm -f $policy; trap - EXIT INT TERM; }
}

build() {
	if [ ! -x configure ] || [ configure.ac -nt configure ]; then
		say "making configure"
		./autogen.sh >autogen.log 2>&1 || { cat autogen.log; exit 1; }
	fi
	mkdir -p "$BUILD"
	if [ ! -e "$BUILD/Makefile" ]; then
		say "configuring in $BUILD/"
		(cd "$BUILD" && "$OLDPWD/configure" --quiet CFLAGS='-O2 -g' "$@") || exit 1
	fi
	say "building"
	make -s -C "$BUILD" -j"$(nproc)" all
}

# Counts what every cmocka program and script of the run said, so that the last line tells the whole.
count() {
	cat "$BUILD"/tests/*.log "$BUILD"/tests/*/*.log 2>/dev/null | awk '
		/^\[  PASSED  \] [0-9]+ test/ { passed += $4 }
		/^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
		/^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
		/^(ok|PASS) - / { passed++ }
		/^(not ok|FAIL) - / { failed++ }
		END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
}

# What each failed test said last, after all that passed.
tell_failures() {
	for result in $(grep -lE '^:test-result: (FAIL|ERROR)' "$BUILD"/tests/*.trs "$BUILD"/tests/*/*.trs 2>/dev/null); do
		say "$(sed -n 's/^:test-result: //p' "$result"): ${result%.trs}.log ends with"
		tail -n 40 "${result%.trs}.log"
	done
}

test_all() {
	status=0
	find "$BUILD"/tests -name '*.log' -delete 2>/dev/null || true
	make -s -C "$BUILD" -j"$(nproc)" check || status=$?
	[ $status = 0 ] || tell_failures
	count
	return $status
}

case "${1:-}" in
demo)
	need "$TO_BUILD"
	build
	shift
	exec "$BUILD/warroom" demo "$@"
	;;
test)
	need "$TO_TEST"
	build
	test_all
	;;
build)
	need "$TO_BUILD"
	build
	;;
*)
	sed -n '2,7s/^# \{0,1\}//p' "$0"
	exit 2
	;;
esac
