SCRIPT_TESTS += tests/check-layers.sh tests/terminal/demo.sh tests/terminal/scripts.sh tests/live/alertmanager.sh
EXTRA_DIST += tests/terminal/lib.sh
