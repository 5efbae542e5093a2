SCRIPT_TESTS += tests/check-layers.sh
