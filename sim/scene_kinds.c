/* The kinds of alerts that the simulated sale knows. */
#include "sim/scene_kinds.h"

/* clang-format off */
const struct alert_kind scene_kinds[KIND_COUNT] = {
	[KIND_ORDER_SUCCESS] = {
		.name = "OrderSuccessLow", .severity = "critical", .team = "tech",
		.service = "order",
		.instance = "order-api-{n}", .metric = "order_success",
		.summary = "order success {v}% < 99.9%",
		.description = "Orders fail between cart and payment; the queue grows on {i}.",
		.low = 99.3, .high = 99.7, .decimals = 2, .min_s = 240, .max_s = 720, .weight = 2 },
	[KIND_PAYMENT] = {
		.name = "PaymentGatewaySlow", .severity = "critical", .team = "tech",
		.service = "payment", .instance = "pay-gw-{n}", .metric = "payment_p99",
		.summary = "payment gateway p99 {v} s",
		.description = "Calls to the bank behind {i} wait; users pay twice or give up.",
		.low = 4, .high = 9, .decimals = 1, .min_s = 240, .max_s = 720, .weight = 2 },
	[KIND_STOCK_OUT] = {
		.name = "StockOut", .severity = "warning", .team = "merch", .service = "stock",
		.instance = "sku-group-{c}", .metric = "stock_out",
		.summary = "stock-out {i} {v}% > 1%",
		.description = "Articles of {i} are sold out while their campaign runs.",
		.low = 1.2, .high = 2.4, .decimals = 1, .min_s = 360, .max_s = 1080, .weight = 6 },
	[KIND_COURIER] = {
		.name = "CourierLate", .severity = "warning", .team = "logis", .service = "courier",
		.instance = "courier-{c}", .metric = "signed_on_time",
		.summary = "{i} signed-on-time {v}% < 98%",
		.description = "Parcels of {i} arrive late in the east region.",
		.low = 95, .high = 97.6, .decimals = 0, .min_s = 480, .max_s = 1080, .weight = 5 },
	[KIND_RETURN_RATE] = {
		.name = "ReturnRateHigh", .severity = "warning", .team = "service",
		.service = "returns", .instance = "category-{c}", .metric = "return_rate",
		.summary = "return rate {v}% near 15%",
		.description = "More returns than planned in {i}; first reason: wrong size.",
		.low = 14.3, .high = 14.9, .decimals = 1, .min_s = 480, .max_s = 1080,
		.weight = 4 },
	[KIND_FLOOD] = {
		.name = "LiveStreamFlood", .severity = "critical", .team = "tech",
		.service = "live-stream", .instance = "live-gw", .metric = "page_load",
		.summary = "直播间流量洪峰 page load {v} s",
		.description = "Viewers come faster than the live stream's gateway lets them in.",
		.low = 2.4, .high = 3.2, .decimals = 1, .min_s = 240, .max_s = 420 },
	[KIND_FLOOD_NODE] = {
		.name = "LiveStreamFlood", .severity = "warning", .team = "tech",
		.service = "live-stream", .instance = "live-gw-{n}",
		.summary = "直播节点 {i} at {v}% of its connections",
		.description = "{i} sheds viewers to its neighbours.",
		.low = 92, .high = 99, .decimals = 0, .min_s = 120, .max_s = 420 },
	[KIND_PRICE] = {
		.name = "PriceViolation", .severity = "warning", .team = "merch",
		.service = "price-watch", .instance = "shop-{n}",
		.summary = "{i} 破价 {v}% below the agreed price",
		.description = "A distributor undercuts the price; take the offer down.",
		.low = 6, .high = 22, .decimals = 0, .min_s = 300, .max_s = 900, .weight = 5 },
	[KIND_COMPETITOR] = {
		.name = "CompetitorPriceStale", .severity = "warning", .team = "merch",
		.service = "price-watch", .instance = "competitor-{c}", .metric = "price_watch_age",
		.summary = "prices of {i} are {v} s old, limit 300 s",
		.description = "The price crawler gets no answer from {i}.",
		.low = 340, .high = 900, .decimals = 0, .min_s = 240, .max_s = 900, .weight = 4 },
	[KIND_REFUND] = {
		.name = "RefundSlow", .severity = "warning", .team = "service", .service = "refund",
		.instance = "refund-{n}", .metric = "refund_response",
		.summary = "退款响应 {v} s > 60 s",
		.description = "The first answer to a refund takes too long on {i}.",
		.low = 66, .high = 110, .decimals = 0, .min_s = 240, .max_s = 900, .weight = 5 },
	[KIND_PAGE_LOAD] = {
		.name = "PageLoadSlow", .severity = "warning", .team = "tech", .service = "web",
		.instance = "web-{n}", .metric = "page_load",
		.summary = "page load {v} s > 2 s on {i}",
		.description = "The detail page waits for recommendations; switch them off.",
		.low = 2.2, .high = 3.1, .decimals = 1, .min_s = 180, .max_s = 720, .weight = 6 },
	[KIND_WAREHOUSE] = {
		.name = "WarehouseBacklog", .severity = "warning", .team = "logis",
		.service = "warehouse", .instance = "warehouse-{n}",
		.summary = "{i} 积压 {v} k parcels",
		.description = "{i} packs less than comes in.",
		.low = 18, .high = 60, .decimals = 0, .min_s = 480, .max_s = 1080, .weight = 5 },
	[KIND_QUEUE] = {
		.name = "ServiceQueueLong", .severity = "warning", .team = "service",
		.service = "helpdesk", .instance = "queue-{n}", .metric = "human_resolution",
		.summary = "客服排队: resolution takes {v} min > 30 min",
		.description = "Temporary agents of {i} are not signed in yet.",
		.low = 32, .high = 48, .decimals = 0, .min_s = 300, .max_s = 900, .weight = 5 },
	[KIND_CRAWLER] = {
		.name = "CrawlerAttack", .severity = "warning", .team = "tech", .service = "edge",
		.instance = "edge-{n}",
		.summary = "crawlers are {v}% of requests at {i}",
		.description = "Requests without a session walk the catalogue.",
		.low = 12, .high = 35, .decimals = 0, .min_s = 180, .max_s = 720, .weight = 4 },
	[KIND_DATA_SYNC] = {
		.name = "DataSyncLag", .severity = "info", .team = "tech", .service = "data",
		.instance = "sync-{n}",
		.summary = "data sync {i} is {v} s behind",
		.description = "Reports show figures that are {v} s old.",
		.low = 45, .high = 240, .decimals = 0, .min_s = 120, .max_s = 900, .weight = 10 },
	[KIND_COUPON] = {
		.name = "CouponAbuse", .severity = "info", .team = "ops", .service = "coupon",
		.instance = "coupon-{c}",
		.summary = "优惠券异常: {i} used {v} times by one device",
		.description = "One device cashes in the same coupon again and again.",
		.low = 20, .high = 90, .decimals = 0, .min_s = 120, .max_s = 900, .weight = 9 },
	[KIND_AD] = {
		.name = "AdComplaint", .severity = "info", .team = "legal", .service = "ads",
		.instance = "ad-{n}",
		.summary = "{v} complaints about the wording of {i}",
		.description = "Users report a claim that the law on advertising does not allow.",
		.low = 3, .high = 15, .decimals = 0, .min_s = 300, .max_s = 1080, .weight = 8 },
};
/* clang-format on */
