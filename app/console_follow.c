/* Tells who acknowledged one alert what became of it: where the screen is narrow the row has room for a letter only. */
#include "app/console.h"

#include "base/lang.h"
#include "room/alert.h"

void
console_follow(struct console *c)
{
	const struct room *room = c->session->room;
	const struct ack *ack = c->followed ? room_ack(room, c->followed) : NULL;
	const struct alert *alert = ack ? room_alert(room, ack->alert_key) : NULL;

	if (!c->followed)
		return;
	if (alert &&
	    (ack->state == ACK_PENDING || ack->state == ACK_KEPT || ack->state == ACK_SENT))
		return;
	if (alert && ack->state == ACK_CONFIRMED)
		view_say(c->view, ROLE_MESSAGE, _("confirmed: %.40s shows that you have %.60s"),
		         alert->source, alert->title);
	else if (alert && ack->state == ACK_REFUSED)
		view_say(c->view, ROLE_ERROR, _("REFUSED by %.40s, %.60s: %.200s"), alert->source,
		         alert->title, ack->reason);
	g_clear_pointer(&c->followed, g_free);
}
