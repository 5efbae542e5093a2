/* An alert as a JSON text, as the journal keeps it. */
#ifndef STORE_CODEC_ALERT_H
#define STORE_CODEC_ALERT_H

#include "room/event.h"

/* g_free. Equal alerts give equal texts; codec_observed_read() reads it. Pure. */
char *codec_alert(const struct alert_data *a);

#endif
