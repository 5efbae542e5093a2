#!/bin/sh
# Stands in for all tests where configure found no cmocka: says so, and fails.
echo "cmocka is missing: install libcmocka-dev and run ./configure again" >&2
exit 1
