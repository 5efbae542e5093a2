/* What a configuration gets where it says nothing, in its own language. */
#include "app/config_reader.h"

const char config_defaults[] =
    "tiers = (\n"
    "	{ id = \"urgent\"; title = \"urgent\"; brief = \"URG\"; rank = 1; limit = \"5m\"; expiry = \"30m\";\n"
    "	  match = [ \"severity=critical\" ]; },\n"
    "	{ id = \"key\"; title = \"key\"; brief = \"KEY\"; rank = 2; limit = \"15m\"; expiry = \"2h\";\n"
    "	  match = [ \"severity=warning\" ]; },\n"
    "	{ id = \"general\"; title = \"general\"; brief = \"GEN\"; rank = 3; limit = \"60m\"; expiry = \"8h\"; }\n"
    ");\n"
    "layouts = (\n"
    "	{ name = \"war\"; panes = \"(countdown:2 / risks:3):4 | (alerts:4 / (budget | metrics):3):8\"; },\n"
    "	{ name = \"oncall\"; panes = \"alerts:3 / (countdown | metrics):1\"; },\n"
    "	{ name = \"alerts\"; panes = \"alerts\"; },\n"
    "	{ name = \"risks\"; panes = \"risks:3 / alerts:2\"; },\n"
    "	{ name = \"budget\"; panes = \"budget\"; },\n"
    "	{ name = \"metrics\"; panes = \"metrics\"; },\n"
    "	{ name = \"teams\"; panes = \"teams\"; },\n"
    "	{ name = \"log\"; panes = \"log\"; },\n"
    "	{ name = \"sources\"; panes = \"sources\"; }\n"
    ");\n";
