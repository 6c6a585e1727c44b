import { type E164, parsePhone } from "@polysms/core";

/** Distinct numbers, none of them a part of another. */
export function phones(count: number): E164[] {
  return Array.from({ length: count }, (_, index) => {
    const parsed = parsePhone(`+2547123456${String(index).padStart(2, "0")}`);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.phone;
  });
}

export const [phone = "" as never] = phones(1);
