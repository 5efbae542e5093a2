# Makes the C file with the built-in templates from the files named on the command line.
function name_of(path) {
	sub(/.*\//, "", path)
	sub(/\.cfg$/, "", path)
	return path
}
BEGIN {
	print "/* The built-in templates, made from examples/templates/ by builtin.awk. */"
	print "#include \"app/config_template.h\"\n"
	print "const struct template_text template_builtin[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	printf "\t{ \"%s\",\n", name_of(FILENAME)
}
{
	gsub(/\\/, "\\\\\\\\")
	gsub(/"/, "\\\\\"")
	printf "\t  \"%s\\n\"\n", $0
}
END {
	print "\t},\n\t{ 0 }\n};"
}
