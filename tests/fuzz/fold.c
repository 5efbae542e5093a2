/* A small room for fuzz targets, with one of everything that events can be about. */
#include "tests/fuzz/fold.h"

#include "app/config.h"
#include "tests/fuzz/fuzz.h"

const char fold_config[] =
    "room = { name = \"Sale\"; zone = \"Asia/Shanghai\"; event_start = \"2026-09-15\"; event_end = \"2026-11-12\"; };\n"
    "teams = ( { id = \"tech\"; }, { id = \"fin\"; }, { id = \"mkt\"; } );\n"
    "people = ( { id = \"lin\"; name = \"Lin Yue\"; team = \"tech\"; permission = \"lead\"; },\n"
    "  { id = \"sun\"; name = \"Sun Hao\"; team = \"fin\"; shift = \"22:00-06:00\"; },\n"
    "  { id = \"xu\"; name = \"Xu Dan\"; team = \"mkt\"; permission = \"viewer\"; } );\n"
    "phases = ( { id = \"peak\"; start = \"2026-10-21 00:00\"; end = \"2026-10-25 00:00\"; },\n"
    "  { id = \"rush\"; parent = \"peak\"; start = \"2026-10-24 08:00\"; end = \"2026-10-25 00:00\"; roll = [ \"tech\" ]; } );\n"
    "gates = ( { id = \"load\"; title = \"load test\"; phase = \"rush\"; team = \"tech\"; owner = \"lin\"; } );\n"
    "sources = ( { name = \"am\"; kind = \"alertmanager\"; url = \"http://am\"; },\n"
    "  { name = \"prom\"; kind = \"prometheus\"; url = \"http://prom\"; } );\n"
    "metrics = ( { id = \"orders\"; title = \"orders\"; source = \"prom\"; query = \"orders\"; target = 1000; warn = 900; crit = 800; } );\n"
    "risks = ( { id = \"pay\"; title = \"payment\"; level = \"urgent\"; probability = 0.2; plan = \"switch\";\n"
    "  match = [ \"alertname=~Pay.*\" ]; raci = { tech = \"A/R lin\"; fin = \"C\"; };\n"
    "  trigger = ( { metric = \"orders\"; below = 500; hold = \"5m\"; } ); notify_teams = [ \"fin\" ]; } );\n"
    "plans = ( { id = \"switch\"; title = \"other provider\"; team = \"tech\"; rto = \"15m\";\n"
    "  steps = ( { title = \"switch\"; owner = \"lin\"; limit = \"5m\"; }, { title = \"tell\"; } ); } );\n"
    "budget = { lines = ( { id = \"ads\"; team = \"mkt\"; class = \"core\"; planned = \"1M\"; cap = \"2M\"; },\n"
    "  { id = \"reserve\"; team = \"fin\"; class = \"reserve\"; planned = \"300k\"; } ); };\n";

const struct event_batch *
fold_definitions(void)
{
	static struct config *config;
	GPtrArray *problems;

	if (config)
		return config->definitions;
	config = config_load("fold.cfg", fold_config, &problems);
	config_print_problems(problems);
	fuzz_check(config != NULL, "the room's configuration is wrong");
	g_ptr_array_unref(problems);
	return config->definitions;
}
