#!/bin/sh
# The real Nagios 4 and its CGIs on loopback: problems show, are acknowledged by key and by command, confirmed, taken back; what
# another acknowledged stays; what Nagios refuses, hides or cannot write is said.
. "${srcdir:-.}/tests/terminal/lib.sh"

cgis=/usr/lib/cgi-bin/nagios4
command -v nagios4 >/dev/null && [ -x $cgis/statusjson.cgi ] || { echo "nagios4 is missing: install nagios4-core, nagios4-cgi"; exit 77; }
command -v curl >/dev/null || { echo "curl is missing: install it" >&2; exit 1; }

N=$T/nagios
user=$(id -un)
[ "$user" != root ] || user=nagios # it will not be root

define() {
	printf 'define %s {\n' "$1"
	cat
	printf '}\n'
}

write_objects() {
	for day in sunday monday tuesday wednesday thursday friday saturday; do echo "$day 00:00-24:00"; done |
		sed '1s/^/timeperiod_name always\nalias always\n/' | define timeperiod
	printf 'command_name dummy\ncommand_line /bin/true\n' | define command
	define contact <<-Y
	contact_name room
	service_notification_period always
	host_notification_period always
	service_notification_commands dummy
	host_notification_commands dummy
	Y
	passive='check_command dummy
	max_check_attempts 1
	check_period always
	active_checks_enabled 0
	contacts room
	notification_period always'
	for host in web1 'db 订单库'; do
		printf 'host_name %s\naddress 127.0.0.1\n%s\n' "$host" "$passive" | define host
	done
	for service in 'web1;HTTP' 'web1;a & b "c"' 'web1;soft' 'db 订单库;disk / 数据'; do
		printf 'host_name %s\nservice_description %s\n%s\n' "${service%%;*}" "${service#*;}" "$passive" |
			sed "$(case $service in *soft) echo 's/attempts 1/attempts 3/' ;; esac)" | define service
	done
}

write_nagios() {
	mkdir -p "$N/rw" "$N/checkresults" "$N/locale"
	write_objects >"$N/objects.cfg"
	: >"$N/resource.cfg"
	cat >"$N/nagios.cfg" <<-Y
	cfg_file=$N/objects.cfg
	log_file=$N/nagios.log
	object_cache_file=$N/objects.cache
	precached_object_file=$N/objects.precache
	resource_file=$N/resource.cfg
	status_file=$N/status.dat
	status_update_interval=1
	nagios_user=$user
	nagios_group=$(id -gn "$user")
	check_external_commands=1
	command_file=$N/rw/nagios.cmd
	query_socket=$N/rw/nagios.qh
	lock_file=$N/nagios.lock
	temp_file=$N/nagios.tmp
	temp_path=$N
	check_result_path=$N/checkresults
	state_retention_file=$N/retention.dat
	log_archive_path=$N
	use_syslog=0
	check_for_updates=0
	Y
	cat >"$N/cgi.cfg" <<-Y
	main_config_file=$N/nagios.cfg
	url_html_path=/nagios4
	use_authentication=1
	authorized_for_all_hosts=room,looks
	authorized_for_all_services=room,looks
	authorized_for_all_host_commands=room
	authorized_for_all_service_commands=room
	Y
	# The locale that its CGIs ask for by name, whether this machine has made it or not.
	cp -r /usr/lib/locale/C.utf8 "$N/locale/en_US.utf8"
	chmod 711 "$T"
	[ "$user" = "$(id -un)" ] || chown -R "$user" "$N"
}

# start_server NAME LOCPATH: sets $url.
start_server() {
	NAGIOS_CGI_CONFIG="$N/cgi.cfg" LOCPATH="$2" tests/live/cgi_server $cgis secret >"$T/$1.port" 2>"$T/$1.log" &
	PIDS="$PIDS $!"
	within 5 test -s "$T/$1.port"
	url=http://127.0.0.1:$(cat "$T/$1.port")
}

start_nagios() {
	nagios4 "$N/nagios.cfg" >>"$N/out" 2>&1 &
	server=$!
	PIDS="$PIDS $server"
	# before the FIFO is there, writing to it would make a file that blocks it
	within 10 test -p "$N/rw/nagios.cmd" && within 10 test -s "$N/status.dat"
}

stop_nagios() {
	kill "$server"
	wait "$server" 2>/dev/null
	PIDS=${PIDS% "$server"}
	rm -f "$N/rw/nagios.cmd"
}

# result HOST;SERVICE;CODE;OUTPUT or, of a host, HOST;CODE;OUTPUT
result() {
	case $1 in
	*\;*\;*\;*) kind=SERVICE ;;
	*) kind=HOST ;;
	esac
	printf '[%s] PROCESS_%s_CHECK_RESULT;%s\n' "$(date +%s)" $kind "$1" >"$N/rw/nagios.cmd"
}

# comments REGEX: of the acknowledgements that Nagios has.
comments() {
	curl -s -u room:secret "$main/statusjson.cgi?query=commentlist&details=true&entrytypes=acknowledgement" | grep -Eq -- "$1"
}

no_comments() {
	! comments "$1"
}

# write_room NAME URL USER PASSWORD-FILE LINES
write_room() {
	cat >"$T/$1.cfg" <<-Y
	room = { name = "$1"; zone = "UTC"; event_start = "2020-01-01 00:00"; event_end = "2099-01-01 00:00"; };
	teams = ( { id = "tech"; title = "technology"; } );
	people = ( { id = "lin"; name = "Lin Yue 林月"; team = "tech"; }, { id = "bo"; name = "Bo"; team = "tech"; } );
	sources = ( { name = "nagios"; kind = "nagios"; url = "$2"; period = "2s"; timeout = "1900ms"; team = "tech";
	              auth = "basic"; user = "$3"; password_file = "$T/$4"; $5 } );
	console = { grace = "0s"; };
	Y
}

# room COMMAND ...: the command on the room; what it says is in $T/out.
room() {
	command=$1
	shift
	"$WARROOM" "$command" -c "$T/room.cfg" "$@" >"$T/out" 2>&1
}

row() {
	room alerts
	grep -Eq -- "$1" "$T/out" || { cat "$T/out"; return 1; }
}

no_row() {
	room alerts && ! grep -Eq -- "$1" "$T/out"
}

# says REGEX NAME: what the sources panel of that room says.
says() {
	"$WARROOM" print -c "$T/$2.cfg" --size 260x20 --layout sources >"$T/out" 2>&1
	grep -Eq -- "$1" "$T/out" || { cat "$T/out"; return 1; }
}

write_nagios && start_nagios || { echo "Nagios does not start"; cat "$N/out"; exit 1; }
for password in secret wrong; do
	printf '%s\n' $password >"$T/$password"
	chmod 600 "$T/$password"
done
start_server plain /nonexistent
plain=$url
start_server main "$N/locale"
main=$url
write_room room "$main" room secret "nagios = { sticky = true; };"
write_room looks "$main" looks secret
write_room blind "$main" nobody secret
write_room wrongpw "$main" room wrong
write_room letters "$plain" room secret
check "warroom check accepts the configuration" "$WARROOM" check "$T/room.cfg"

result 'web1;HTTP;2;HTTP CRITICAL - "refused" 拒绝|t=1s'
open_terminal 230 30 "'$WARROOM' -c '$T/room.cfg' --as lin"
expect 10 'HTTP CRITICAL - "refused" 拒绝.*unseen' "the console shows it, Chinese too"
press g a
expect 10 'confirmed lin' "acknowledged with the key, confirmed by the next answer"
check "Nagios has the acknowledgement, with the person in its comment" within 5 comments 'ACK! \(lin\) \[wr:'
press g u
within 10 no_comments '\[wr:'
check "taken back with the key, it is gone at Nagios" no_comments '\[wr:'
expect 10 'refused.*unseen' "and asks again"
press Q
expect 5 'ended 0' "the console leaves"

result 'db 订单库;1;host is gone'
result 'db 订单库;disk / 数据;2;full'
result 'web1;soft;1;soon'
result 'web1;a & b "c";1;odd name'
check "the host shows as down" within 5 row '订单库.*unseen.* is down'
check "what is behind it is not asked for, since it cannot be reached" no_row 'disk / 数据.*unseen'
check "a soft state is not shown" no_row 'soft on web1'
check "the command acknowledges a host with a comment in Chinese" room ack --as lin --wait 15 -m '换盘; 马上' 'nagios/db 订单库'
check "and it is confirmed" grep -q 'confirmed' "$T/out"
check "Nagios has the comment" comments 'ACK! 换盘  马上 \(lin\) \[wr:'
check "a service whose name is all marks is acknowledged" room ack --as lin --wait 15 'nagios/web1!a & b "c"'
check "the host is taken back" room unack --as lin --wait 15 'nagios/db 订单库'
check "and gone at Nagios" within 5 no_comments '换盘'

check "somebody acknowledges there" sh -c "
	id=\$(curl -s -u room:secret '$main/cmd.cgi?cmd_typ=34' | sed -n \"s/.*nagFormId' VALUE='\([0-9a-f]*\)'.*/\1/p\")
	curl -s -u room:secret -b NagFormId=\$id '$main/cmd.cgi' -d nagFormId=\$id -d cmd_typ=34 -d cmd_mod=2 -d host=web1 \
		-d service=HTTP -d com_author=x -d 'com_data=called the vendor' | grep -q 'successfully submitted'"
check "the room shows it" within 5 row 'held by room.*HTTP on web1'
check "an acknowledgement that comes second is confirmed" room ack --as bo --wait 15 'nagios/web1!HTTP'
check "one that is taken back leaves the other's" room unack --as bo --wait 15 'nagios/web1!HTTP'
within 5 no_comments '\(bo\)'
check "Nagios still has it, and ours no more" sh -c "curl -s -u room:secret '$main/statusjson.cgi?query=commentlist&details=true' |
	grep -q 'called the vendor' && ! curl -s -u room:secret '$main/statusjson.cgi?query=commentlist&details=true' | grep -q '(bo)'"
check "a silence is refused with what to do" sh -c "! '$WARROOM' silence -c '$T/room.cfg' --as lin --for 30m --wait 5 \
	'nagios/web1!HTTP' >'$T/out' 2>&1 && grep -q 'acknowledge the problem instead' '$T/out'"
room unack --as lin 'nagios/web1!HTTP' # what was refused shows until it is dealt with

check "a user without commands sees" says 'live +nagios' looks
"$WARROOM" ack -c "$T/looks.cfg" --as lin --wait 5 'nagios/web1!HTTP' >"$T/out" 2>&1
check "and is told what is missing to acknowledge" grep -Eq 'not permitted: give the user of source nagios in cgi.cfg' "$T/out"
check "a user without any right is told from a quiet Nagios" says 'no host and no service at all' blind
"$WARROOM" doctor -c "$T/blind.cfg" >"$T/out" 2>&1
check "by doctor, too" grep -q 'authorized_for_all_hosts' "$T/out"
check "a wrong password is said" says 'http 401: check the token or password of source nagios' wrongpw
check "without its locale Nagios hides names, which is said" says 'lacks the locale en_US' letters
"$WARROOM" ack -c "$T/letters.cfg" --as lin --wait 15 -m '看一下' 'nagios/web1!a & b "c"' >"$T/out" 2>&1
check "a comment in letters that it cannot write is confirmed all the same" grep -q confirmed "$T/out"
check "init tells what it is, before a login" sh -c "'$WARROOM' init --no-input -c '$T/new.cfg' '$main' 2>&1 | grep -q Nagios"
check "and writes with one what works" sh -c "'$WARROOM' init --no-input -c '$T/login.cfg' --user room --password-file '$T/secret' \
	'$main' && '$WARROOM' print -c '$T/login.cfg' --size 120x20 --layout sources | grep -q 'live *nagios'"

stop_nagios
check "a Nagios that is not running is said" within 10 says 'it does when it is not running' room
start_nagios
result 'web1;HTTP;0;fine'
check "a service that is well again is gone" within 10 no_row 'HTTP on web1'

exit $failed
