/* The kinds of alerts that the simulated sale knows. */
#ifndef SIM_SCENE_KINDS_H
#define SIM_SCENE_KINDS_H

#include "sim/scene.h"

enum scene_kind {
	KIND_ORDER_SUCCESS,
	KIND_PAYMENT,
	KIND_STOCK_OUT,
	KIND_COURIER,
	KIND_RETURN_RATE,
	KIND_FLOOD,
	KIND_FLOOD_NODE,
	KIND_PRICE,
	KIND_COMPETITOR,
	KIND_REFUND,
	KIND_PAGE_LOAD,
	KIND_WAREHOUSE,
	KIND_QUEUE,
	KIND_CRAWLER,
	KIND_DATA_SYNC,
	KIND_COUPON,
	KIND_AD,
	KIND_COUNT
};

extern const struct alert_kind scene_kinds[KIND_COUNT];

#endif
