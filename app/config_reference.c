/* Ids that are used in the configuration: is there something of that id? */
#include "app/config_reader.h"

#include "app/suggest.h"
#include "base/lang.h"

#include <string.h>

struct reference {
	unsigned line;
	enum collection of;
	char *where, *id;
};

static void
reference_clear(void *element)
{
	struct reference *reference = element;

	g_free(reference->where);
	g_free(reference->id);
}

void
reader_refer(struct config_reader *r, unsigned line, enum collection of, const char *id)
{
	struct reference reference = { line, of, g_strdup(r->where), g_strdup(id) };

	if (!r->references) {
		r->references = g_array_new(FALSE, TRUE, sizeof(struct reference));
		g_array_set_clear_func(r->references, reference_clear);
	}
	g_array_append_val(r->references, reference);
}

static const struct section *
section_of(enum collection of)
{
	/* clang-format off */
	static const struct section *const all[COLLECTIONS] = {
		[OF_TEAMS] = &section_teams,
		[OF_PEOPLE] = &section_people,
		[OF_TIERS] = &section_tiers,
		[OF_PHASES] = &section_phases,
		[OF_GATES] = &section_gates,
		[OF_RISKS] = &section_risks,
		[OF_LINES] = &section_lines,
		[OF_METRICS] = &section_metrics,
		[OF_OBJECTIVES] = &section_objectives,
		[OF_SOURCES] = &section_sources,
		[OF_NOTICES] = &section_notify,
		[OF_SUPPLIERS] = &section_suppliers,
		[OF_PLANS] = &section_plans,
	};
	/* clang-format on */

	return all[of];
}

/* Does an endpoint bring the things of this collection, so that the file cannot know their ids? */
static bool
comes_from_source(const struct config_reader *r, enum collection of)
{
	for (guint i = 0; i < r->config->sources->len; i++) {
		const struct source_conf *source = r->config->sources->pdata[i];

		for (guint j = 0; j < source->queries->len; j++) {
			const struct source_query *query = source->queries->pdata[j];

			if (query->shows && (!strcmp(query->shows, "room") ||
			                     !strcmp(query->shows, section_of(of)->name)))
				return true;
		}
	}
	return false;
}

static void
check_reference(struct config_reader *r, const struct reference *reference)
{
	const GArray *items = r->items[reference->of];
	const char *best = NULL, *item = _(section_of(reference->of)->item);
	size_t distance = 0;

	if (reader_item(r, reference->of, reference->id) ||
	    (items->len == 0 && comes_from_source(r, reference->of)))
		return;
	for (guint i = 0; i < items->len; i++)
		suggest_offer(reference->id, g_array_index(items, struct item, i).id, &best,
		              &distance);
	if (best)
		reader_problem(r, reference->line, _("%s: there is no %s '%s': did you mean '%s'?"),
		               reference->where, item, reference->id, best);
	else
		reader_problem(r, reference->line, _("%s: there is no %s '%s'"), reference->where,
		               item, reference->id);
}

void
reader_check_references(struct config_reader *r)
{
	for (guint i = 0; r->references && i < r->references->len; i++)
		check_reference(r, &g_array_index(r->references, struct reference, i));
}
