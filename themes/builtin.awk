# Makes the C file with the built-in themes from the theme files named on the command line.
function name_of(path) {
	sub(/.*\//, "", path)
	sub(/\.theme$/, "", path)
	return path
}
BEGIN {
	print "/* The built-in themes, made from the theme files by themes/builtin.awk. */"
	print "#include \"themes/builtin.h\"\n"
	print "#include <stddef.h>\n"
	print "const char *const theme_builtin_names[] = {\n\t\"default\","
	for (i = 1; i < ARGC; i++)
		printf "\t\"%s\",\n", name_of(ARGV[i])
	print "\tNULL\n};\n"
	print "const struct theme_text theme_builtin_texts[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	printf "\t{ \"%s\",\n", name_of(FILENAME)
}
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	printf "\t  \"%s\\n\"\n", $0
}
END {
	print "\t},\n\t{ NULL, NULL }\n};"
}
