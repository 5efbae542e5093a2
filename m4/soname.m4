# WR_SONAME(NAME, LIBRARY, FUNCTION, LIBS): defines NAME as the file that a program linked with LIBS needs for LIBRARY.
AC_DEFUN([WR_SONAME], [
	AC_CACHE_CHECK([for the file of $2], [wr_cv_$1], [
		saved_LIBS=$LIBS
		LIBS="$4 $LIBS"
		AC_LINK_IFELSE([AC_LANG_CALL([], [$3])], [
			wr_cv_$1=`$READELF -d conftest$EXEEXT | $SED -n 's/.*NEEDED.* .\($2\.so.*\).$/\1/p'`])
		LIBS=$saved_LIBS
	])
	AS_IF([test -z "$wr_cv_$1"], [AC_MSG_ERROR([no program can be linked with $2: see config.log])])
	AC_DEFINE_UNQUOTED([$1], ["$wr_cv_$1"], [the file of $2, loaded when it is needed])
])
