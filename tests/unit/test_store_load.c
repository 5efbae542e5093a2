/* Many consoles that write one journal as fast as they can: nobody is refused, and everything is
 * there. */
#include "store/verify.h"
#include "tests/unit/store_fixture.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONSOLES_MAX = 8, ANSWER_MS = 600000 };

/* In the child: acknowledges, and ends with 0 when all was kept and nothing was complained of. */
static void
acknowledge_all(const struct desk *parents, guint n)
{
	/* with a mailbox of its own: the parent's is shared */
	struct desk *d = desk_beside(parents);

	g_random_set_seed((guint32)getpid()); /* or all children make the same ids */
	desk_start(d);
	for (guint i = 0; i < n; i++)
		g_free(acknowledge(d->store, "am/1", HOUR_US));
	desk_listen(d, &d->kept->len, n, ANSWER_MS);
	store_stop(&d->store);
	if (d->kept->len != n || d->lost->len > 0 || d->complaints > 0)
		fprintf(stderr, "%u of %u kept, %u lost, %u complaints: %s\n", d->kept->len, n,
		        d->lost->len, d->complaints, d->reason);
	_exit(d->kept->len == n && d->lost->len == 0 && d->complaints == 0 ? 0 : 1);
}

/* So many consoles at once, so many acknowledgements each. */
static void
load(struct desk *d, guint consoles, guint each)
{
	pid_t children[CONSOLES_MAX];
	struct verification v;
	struct err e = { "" };

	for (guint i = 0; i < consoles; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0)
			acknowledge_all(d, each);
	}
	for (guint i = 0; i < consoles; i++) {
		int status = -1;

		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	desk_start(d);
	assert_int_equal(g_hash_table_size(d->past), consoles * each);
	store_stop(&d->store);
	if (!store_verify(d->path, &v, &e))
		fail_msg("%s", e.text);
	assert_int_equal(v.integrity, INTEGRITY_OK);
	assert_int_equal(v.events, consoles * each);
}

static void
two_consoles_write_five_thousand_each(void **state)
{
	load(*state, 2, 5000);
}

static void
eight_consoles_write_five_hundred_each(void **state)
{
	load(*state, 8, 500);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, desk_set_up, desk_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(two_consoles_write_five_thousand_each),
		TEST(eight_consoles_write_five_hundred_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
