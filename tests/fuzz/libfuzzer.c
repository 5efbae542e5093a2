/* The one target of this program, as libFuzzer calls it. */
#include "app/command.h"
#include "tests/fuzz/fuzz.h"

/* The commands are left out of what is searched; what would list them finds none. */
const struct command *const commands[] = { NULL };

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	fuzz_begin();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_targets()->run(bytes, len);
	return 0;
}
