# Translations: po/LANGUAGE.po is what people edit, po/LANGUAGE/LC_MESSAGES/warroom.mo what the program reads.
LANGUAGES = zh_CN
EXTRA_DIST += $(LANGUAGES:%=po/%.po) po/README.md

po_FILES = $(libbase_a_SOURCES) $(libroom_a_SOURCES) $(libstore_a_SOURCES) $(libnet_a_SOURCES) $(libsim_a_SOURCES) \
	$(libthemes_a_SOURCES) $(libtui_a_SOURCES) $(libpanels_a_SOURCES) $(libapp_a_SOURCES) $(warroom_SOURCES)

# The texts that are marked in the program, one after the other, in the order of its files.
po/warroom.pot: $(po_FILES)
	@$(MKDIR_P) po
	$(AM_V_GEN)cd $(srcdir) && xgettext -L C --from-code=UTF-8 -ctranslators: -k -k_ -kN_ -klang_text -klang_count:1,2 \
		-klang_in:1c,2 -kNC_:1c,2 --flag=_:1:pass-c-format --flag=N_:1:pass-c-format --no-location --package-name=warroom -o $(abs_builddir)/$@ \
		$(filter %.c %.h,$(po_FILES))

# "make update-po" brings new texts into the catalogues, to be translated by hand.
.PHONY: update-po
update-po: po/warroom.pot
	for l in $(LANGUAGES); do \
		msgmerge --quiet --update --no-fuzzy-matching --no-location --sort-output --backup=none $(srcdir)/po/$$l.po po/warroom.pot; done

if HAVE_MSGFMT
po_MO = $(LANGUAGES:%=po/%/LC_MESSAGES/warroom.mo)
endif
po/%/LC_MESSAGES/warroom.mo: po/%.po
	@$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(MSGFMT) --check -o $@ $<

all-local: $(po_MO)
CLEANFILES += po/warroom.pot $(po_MO)
.PHONY: install-translations uninstall-translations
install-translations: $(po_MO)
	for mo in $(po_MO); do $(MKDIR_P) "$(DESTDIR)$(localedir)/$$(dirname $${mo#po/})" && \
		$(INSTALL_DATA) $$mo "$(DESTDIR)$(localedir)/$${mo#po/}"; done
uninstall-translations:
	for mo in $(po_MO); do rm -f "$(DESTDIR)$(localedir)/$${mo#po/}"; done
install-data-local: install-translations
uninstall-local: uninstall-translations
