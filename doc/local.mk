# The pictures of README.md and doc/themes.md, made by the program; they are kept, so that who reads need not build.
PICTURE_LANGUAGES = en zh_CN
EXTRA_DIST += doc/pictures.sh doc/pictures

# Of some languages only: make pictures PICTURE_LANGUAGES=en
.PHONY: pictures
pictures: warroom$(EXEEXT) $(po_MO)
	$(AM_V_GEN)$(srcdir)/doc/pictures.sh ./warroom$(EXEEXT) $(srcdir)/doc/pictures $(PICTURE_LANGUAGES)
