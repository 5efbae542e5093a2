SCRIPT_TESTS += tests/check-layers.sh tests/terminal/demo.sh tests/live/alertmanager.sh tests/live/tls.sh
EXTRA_DIST += tests/terminal/lib.sh
