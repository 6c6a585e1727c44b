import { describe, expect, it } from "vitest";
import { type Entry, keyHash, readLine, START, writeLine } from "../../src/journal/line.ts";

const key = { name: "spring.Zm9vYmFy", group: "spring" };

describe("a line of a journal", () => {
  it("is written as in every version before, so that rows of a campaign that is running are recognised", () => {
    const first = writeLine({ kind: "reserved", key, mark: "print.ref.0", atMs: 1_764_284_400_000 }, START);
    const second = writeLine({ kind: "finished", key, mark: "print.ref.0", record: '["é"]' }, first.end);
    expect(keyHash(key)).toBe("-I51ALCwozp");
    expect(first.text).toBe('dg0Nn2wLEO26 1 - - ["r","spring","spring.Zm9vYmFy","print.ref.0",1764284400000]\n');
    expect(second.text).toBe(
      's2HINk7v11kp 2 dg0Nn2wLEO26 -I51ALCwozp ["f","spring","spring.Zm9vYmFy","print.ref.0","[\\"é\\"]"]\n',
    );
  });

  it("says of the one before it which it was, and which row it was about", () => {
    const first = writeLine({ kind: "released", key, mark: "print" }, START);
    const { text } = writeLine({ kind: "closed", nonce: "0" }, first.end);
    expect(readLine(Buffer.from(text.trimEnd()))).toMatchObject({
      number: 2,
      before: { check: first.end.check, key: keyHash(key) },
    });
  });

  it("is not read if any one bit of it is another", () => {
    const entry: Entry = {
      kind: "finished",
      key,
      mark: "print.ref.0",
      record: '[{"status":"accepted","id":"é\ufffd"}]',
    };
    const line = Buffer.from(writeLine(entry, START).text.trimEnd());
    expect(readLine(line)?.entry).toEqual(entry);
    for (let bit = 0; bit < line.length * 8; bit++) {
      const damaged = Buffer.from(line);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readLine(damaged), `bit ${bit}`).toBeUndefined();
    }
  });
});
