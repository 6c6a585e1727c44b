export type { StoreAbility, StoreTestOptions, StoreUnderTest } from "./stores/context.ts";
export { describeIdempotencyStore } from "./stores/idempotency.ts";
export type { IdempotencyStoreLike, KeyStateLike, StoreCallLike, StoreKeyLike } from "./stores/idempotency-store.ts";
export { describeOtpStore } from "./stores/otp.ts";
export type { OtpLimitLike, OtpPlaceLike, OtpStoreLike } from "./stores/otp-store.ts";
export type { DeliveryLike, EventStateLike, ReportStoreLike } from "./stores/report-store.ts";
export { describeReportStore } from "./stores/reports.ts";
