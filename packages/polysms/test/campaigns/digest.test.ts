import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDigest } from "../../src/campaigns/digest.ts";

async function digestOf(pieces: Iterable<string>) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const digest = createDigest((part) => parts.push(part));
  for (const piece of pieces) await digest.add(piece);
  return { digest: await digest.end(), parts };
}

describe("the digest of a text in pieces", () => {
  it("is the same for the same text, and different for any other", async () => {
    const pieces = fc.array(fc.string({ maxLength: 20 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (one, other) => {
        const [first, again, second] = [await digestOf(one), await digestOf(one), await digestOf(other)];
        expect(first.digest).toBe(again.digest);
        expect(first.digest === second.digest).toBe(one.join("") === other.join(""));
      }),
    );
  });

  it("passes on the text in parts of about 1 MiB, and depends on each of them", async () => {
    const line = `+254712345678,${"é".repeat(50)}\n`;
    function* lines(changed?: number) {
      for (let index = 0; index < 50_000; index++) yield index === changed ? line.toUpperCase() : line;
    }
    const { digest, parts } = await digestOf(lines());
    expect(parts.length).toBeGreaterThan(2);
    expect(await new Blob(parts).text()).toBe(line.repeat(50_000));
    for (const part of parts) expect(part.length).toBeLessThan(2.1 * 1_048_576);
    for (const changed of [0, 25_000, 49_999]) expect((await digestOf(lines(changed))).digest).not.toBe(digest);
  });
});
