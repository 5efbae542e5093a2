# Completion of warroom for bash. The program itself knows its commands, options and values (`warroom complete`).
_warroom() {
	local line cur words=("${COMP_WORDS[@]:1:COMP_CWORD}")
	cur=${COMP_WORDS[COMP_CWORD]}
	# bash takes "--theme=dark" for three words
	if [[ ${COMP_WORDS[COMP_CWORD - 1]} == = && $COMP_CWORD -ge 3 ]]; then
		words=("${COMP_WORDS[@]:1:COMP_CWORD-3}" "${COMP_WORDS[COMP_CWORD - 2]}" "$cur")
	elif [[ $cur == = ]]; then
		words=("${COMP_WORDS[@]:1:COMP_CWORD-2}" "${COMP_WORDS[COMP_CWORD - 1]}" "")
		cur=
	fi
	COMPREPLY=()
	while IFS= read -r line; do
		if [[ $line == :files ]]; then
			compopt -o filenames 2>/dev/null
			while IFS= read -r line; do
				COMPREPLY+=("$line")
			done < <(compgen -f -- "$cur")
		else
			COMPREPLY+=("${line%% *}")
		fi
	done < <("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)
}
complete -F _warroom warroom
