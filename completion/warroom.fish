# Completion of warroom for fish. The program itself knows its commands, options and values (`warroom complete`).
function __warroom_complete
	set -l words (commandline -opc) (commandline -ct)
	set -l before ''
	if string match -q -- '--*=*' $words[-1]
		set before (string replace -r '=.*' '=' -- $words[-1])
	end
	for line in (command $words[1] complete -- $words[2..-1] 2>/dev/null)
		if test "$line" = :files
			__fish_complete_path (string replace -r '^--.*=' '' -- $words[-1])
		else
			string replace ' ' \t -- "$before$line"
		end
	end
end
complete -c warroom -f -a '(__warroom_complete)'
