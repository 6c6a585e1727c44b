import type { E164 } from "@polysms/core";

/** A key that no error may show. */
export const apiKey = "canary-key-4711";

export const phone = "+27831234567" as E164;
export const otherPhone = "+27832345678" as E164;
export const text = "Canary text: your parcel is here";
