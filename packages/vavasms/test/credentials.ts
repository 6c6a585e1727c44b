import type { E164 } from "@polysms/core";

/** Words that no error may show. They hold characters that a form has to encode. */
export const account = { username: "canary+owner@example.com", password: "canary pass&word=é%" };

/** The same, as a form carries them. */
export const encodedAccount = "username=canary%2Bowner%40example.com&password=canary+pass%26word%3D%C3%A9%25";

export const phone = "+2250708091011" as E164;
export const otherPhone = "+2250102030405" as E164;
export const text = "Canary text: your parcel is here";
