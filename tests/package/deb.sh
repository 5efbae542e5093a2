#!/bin/sh
# The Debian package: built from what 'make dist' gives, looked at by lintian, installed on a bare Debian, used, removed
# and purged. `make check-deb`, as root and with a Debian mirror; in `make check` only with WARROOM_DEB=1: it takes minutes.
# WARROOM_DEB_ROOT names a folder with a bare Debian (debootstrap --variant=minbase) to copy instead of fetching one.
: "${srcdir:=.}"
[ "${WARROOM_DEB:-}" = 1 ] || { echo "skipped: set WARROOM_DEB=1"; exit 77; }
for tool in dpkg-buildpackage dh debootstrap lintian; do
	command -v $tool >/dev/null || {
		echo "$tool is missing: apt install dpkg-dev debhelper fakeroot debootstrap lintian" >&2
		exit 1
	}
done
[ "$(id -u)" = 0 ] || { echo "this needs root, for a chroot" >&2; exit 1; }
T=$(mktemp -d)
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
failed=0
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

# check WORDS COMMAND...: what the command says is only shown when it fails.
check() {
	words=$1
	shift
	if "$@" >"$T/out" 2>&1; then
		echo "ok - $words"
	else
		tail -n 40 "$T/out"
		echo "not ok - $words"
		failed=1
		return 1
	fi
}

on() {
	chroot "$T/root" "$@"
}

build() (
	# made by this user's umask; a chroot's and a package's files are for all
	umask 022
	make -s dist distdir="$T/warroom" am__remove_distdir=: am__post_remove_distdir=: >/dev/null || exit 1
	cd "$T/warroom" && DEB_BUILD_OPTIONS="nocheck parallel=2" dpkg-buildpackage -us -uc -b
)

bare_root() {
	if [ -n "${WARROOM_DEB_ROOT:-}" ]; then
		cp -a "$WARROOM_DEB_ROOT" "$T/root"
	else
		debootstrap --variant=minbase bookworm "$T/root" "${WARROOM_DEB_MIRROR:-http://deb.debian.org/debian}"
	fi
}

install_it() {
	printf '#!/bin/sh\nexit 101\n' >"$T/root/usr/sbin/policy-rc.d"
	chmod 755 "$T/root/usr/sbin/policy-rc.d"
	cp "$deb" "$T/root/tmp/warroom.deb" && on apt-get update -qq &&
		on apt-get install -y -qq --no-install-recommends /tmp/warroom.deb
}

# owned PATH OWNER MODE
owned() {
	[ "$(on stat -c '%U:%G %a' "$1")" = "$2 $3" ] || { on stat -c '%n %U:%G %a' "$1"; return 1; }
}

says_version() {
	version=$(sed -n '1s/^warroom (\(.*\)) .*/\1/p' "$srcdir/debian/changelog")
	[ "$(on warroom --version)" = "warroom $version" ] && grep -q "^$version " "$srcdir/NEWS"
}

# Both are loaded late, by name: a bare root shows whether the package asks for them.
has_late_libraries() {
	on dpkg -s libcurl4 libmicrohttpd12 && dpkg-deb -f "$deb" Depends | grep -q 'libcurl4.*libmicrohttpd12'
}

# As the unit does, without systemd: until the journal is there, a minute at most.
watches() {
	chroot "$T/root" setpriv --reuid=warroom --regid=warroom --clear-groups env XDG_STATE_HOME=/var/lib \
		warroom watch -c /usr/share/doc/warroom/examples/minimal.cfg --as watch &
	watch=$!
	for _ in $(seq 600); do
		[ ! -s "$T/root/var/lib/warroom/sale.db" ] || break
		sleep 0.1
	done
	kill $watch
	wait $watch && owned /var/lib/warroom/sale.db warroom:warroom 600
}

purge() {
	touch "$T/root/var/lib/warroom/sale.db"
	on apt-get purge -y -qq warroom && [ ! -e "$T/root/usr/bin/warroom" ] && [ -e "$T/root/var/lib/warroom/sale.db" ] &&
		[ ! -e "$T/root/etc/warroom" ]
}

leaves_nothing() {
	rm "$T/root/var/lib/warroom/sale.db" && rmdir "$T/root/var/lib/warroom" &&
		! find "$T/root" -xdev -path "$T/root/proc" -prune -o -name '*warroom*' -print | grep -v '/tmp/\|/var/log/\|/var/cache/' | grep .
}

check "the package is built" build || exit 1
deb=$(echo "$T"/warroom_*.deb)
check "lintian finds nothing" lintian --allow-root --fail-on error,warning "$T"/warroom_*.changes
check "a bare Debian is there" bare_root || exit 1
check "it is installed" install_it || exit 1
check "the version is that of the changelog, and NEWS tells of it" says_version
check "it depends on what it loads late" has_late_libraries
check "the journal's folder is the room's own" owned /var/lib/warroom warroom:warroom 700
check "the configuration's folder is for root to write and the room to read" owned /etc/warroom root:warroom 750
check "the smoke test of the package" on sh -c "$(cat "$srcdir/debian/tests/smoke")"
check "a shell finds its completion" test -s "$T/root/usr/share/bash-completion/completions/warroom"
check "the unit is good" on systemd-analyze verify --man=no /lib/systemd/system/warroom-watch.service
check "the unit is not enabled by itself" test ! -e "$T/root/etc/systemd/system/multi-user.target.wants/warroom-watch.service"
check "what the unit starts keeps its journal as its user" watches
rm -f "$T"/root/var/lib/warroom/*
check "it is purged, and what people did stays" purge
check "and nothing else does" leaves_nothing
exit $failed
