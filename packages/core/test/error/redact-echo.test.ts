import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact } from "../../src/index.ts";

const code = (character: string) => character.codePointAt(0) ?? 0;
const named: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
const unnamed = Object.fromEntries(Object.entries(named).map(([character, name]) => [name, character]));

/** A way to write a text, and how to read what is left of it. */
interface Notation {
  readonly write: (text: string) => string;
  readonly read: (text: string) => string;
}

const plain: Notation = { write: (text) => text, read: (text) => text };

const html: Notation = {
  write: (text) => text.replace(/[&<>"']/g, (character) => `&${named[character]};`),
  read: (text) => text.replace(/&([a-z]+);/g, (entity, name: string) => unnamed[name] ?? entity),
};

const htmlNumbers = (base: 10 | 16): Notation => {
  const mark = base === 16 ? "x" : "";
  return {
    write: (text) => text.replace(/[^ a-z]/giu, (character) => `&#${mark}${code(character).toString(base)};`),
    read: (text) =>
      text.replace(new RegExp(`&#${mark}([0-9a-f]+);`, "g"), (_, digits: string) =>
        String.fromCodePoint(Number.parseInt(digits, base)),
      ),
  };
};

const readJson = (text: string) =>
  text.replace(/(\\u[0-9a-fA-F]{4})+|\\["\\/bfnrt]/g, (escaped) => JSON.parse(`"${escaped}"`) as string);

const json: Notation = { write: (text) => JSON.stringify(text).slice(1, -1), read: readJson };

const jsonAscii: Notation = {
  write: (text) => json.write(text).replace(/[^ -~]/g, (unit) => `\\u${code(unit).toString(16).padStart(4, "0")}`),
  read: readJson,
};

const readPercent = (text: string) =>
  text.replace(/(%[0-9a-f]{2})+/gi, (escapes) => Buffer.from(escapes.replaceAll("%", ""), "hex").toString());

const url: Notation = { write: encodeURIComponent, read: readPercent };

const form: Notation = {
  write: (text) => new URLSearchParams({ text }).toString().slice("text=".length),
  read: (text) => readPercent(text.replaceAll("+", " ")),
};

const notations = { plain, html, decimal: htmlNumbers(10), hexadecimal: htmlNumbers(16), json, jsonAscii, url, form };

const shapes: readonly ((text: string, length: number) => string)[] = [
  (text) => text,
  (text) => text.trim(),
  (text, length) => `${[...text].slice(0, length).join("")}…`,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replace(/\s+/g, " "),
  (text) => text.replace(/\s/g, "\r\n\t"),
];

/** Texts with the marks that escapes are made of, in words and out of them, in any script. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 8, maxLength: 160 }),
  fc.string({ unit: fc.constantFrom(..."ab12 \n\t&;#x%+\\u\"'<>/éßİςनमस्ते😀𞤀𞤣𞤤𞤢𞤥"), minLength: 8, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom("Your", "code", "is", "4821", "&", "welcome", "1+1", "\n", "C:\\new", "100%", "&amp;", "é"),
      {
        minLength: 4,
        maxLength: 40,
      },
    )
    .map((words) => words.join(" ")),
);

const fold = (some: string) => some.toLowerCase().toUpperCase().replace(/\s+/g, " ");

function runsOf(folded: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, folded.length - 7) }, (_, at) => folded.slice(at, at + 8)));
}

describe("a text that a provider repeats", () => {
  it.each(Object.entries(notations))(
    "leaves no run of eight characters when it is written in %s",
    (_, { write, read }) => {
      fc.assert(
        fc.property(
          text,
          fc.constantFrom(...shapes),
          fc.nat({ max: 160 }),
          fc.boolean(),
          (sent, shape, extra, quoted) => {
            const runs = runsOf(fold(sent));
            fc.pre(runs.size > 0 && !fold(sent).includes("REDACTED"));
            const echo = write(shape(sent, 8 + extra));
            const shown = redact(quoted ? `Rejected: "${echo}"!` : `Rejected: ${echo}`, ["another secret", sent]);
            expect([...runsOf(fold(shown)), ...runsOf(fold(read(shown)))].filter((run) => runs.has(run))).toEqual([]);
          },
        ),
        { numRuns: 400 },
      );
    },
  );

  const sent = "Your code is 4821 & welcome\n";

  it.each([
    ["as it is", sent],
    ["trimmed", sent.trim()],
    ["shortened", `${sent.slice(0, 20)}…`],
    ["in HTML", sent.replaceAll("&", "&amp;")],
    ["in lower case", sent.toLowerCase()],
    ["in a URL", encodeURIComponent(sent)],
    ["in JSON", JSON.stringify(sent)],
    ["only in its code", "the code 4821"],
  ])("shows neither its words nor its code: %s", (_, echo) => {
    const shown = redact(`Invalid text: ${echo}`, [sent]);
    expect(shown).toMatch(/^Invalid text: .*\[redacted\]/);
    expect(shown).not.toMatch(/4821|your code/i);
  });

  it("is removed as it is, also when it is made of what looks like escapes", () => {
    const escapes = "&lt;\\n%41&lt;\\n%41";
    expect(redact(`Refused: ${escapes}!`, [escapes])).toBe("Refused: [redacted]!");
  });

  it("shows no code that is among other letters, and leaves longer numbers alone", () => {
    expect(redact("code4821 x148210x 4821", [sent])).toBe("code[redacted] x148210x [redacted]");
  });

  it("shows no token of an address that was shortened", () => {
    const address = "https://acme.example/hooks/eyJhbGciOiJIUzI1NiJ9.c2VjcmV0LXRva2Vu";
    expect(redact(`callback_url ${address.slice(0, 45)}... is unreachable`, [address])).toBe(
      "callback_url [redacted]... is unreachable",
    );
  });
});

describe("a provider's own words", () => {
  it.each(["Hello", "id", "x", "Send", "in", "", " ", "valid", "Hello Ann"])(
    "stay beside the short text %j",
    (sent) => {
      expect(redact("Invalid sender; see the list", [sent])).toBe("Invalid sender; see the list");
    },
  );

  it("stay when they share fewer than eight characters with a text", () => {
    expect(redact("content is blocked", ["contents"])).toBe("content is blocked");
    expect(redact("contents are blocked", ["contents!"])).toBe("[redacted] are blocked");
  });

  it("lose the longer of two short texts when one begins like the other", () => {
    expect(redact("You said Hi Bob.", ["Hi", "Hi Bob"])).toBe("You said [redacted].");
  });

  it("end where a short text ends that has no letter there", () => {
    expect(redact("key=ab$x $abx $ab", ["ab$", "$ab"])).toBe("key=[redacted]x $abx [redacted]");
  });

  it("lose a short text as a whole word only, in any case", () => {
    expect(redact("Sender SEND was refused: send, Hi  bob.", ["Send", "hi Bob"])).toBe(
      "Sender [redacted] was refused: [redacted], [redacted].",
    );
  });

  it("stay on both sides of what is removed", () => {
    const sent = "The meeting is at noon, bring the papers";
    expect(redact(`Content "${sent.toUpperCase()}" was blocked`, [sent])).toBe('Content "[redacted]" was blocked');
  });
});

describe("a long answer", () => {
  it("is not read to its end, and takes no noticeable time", () => {
    const sent = "ab".repeat(2000);
    const startedAt = performance.now();
    for (const unit of ["a", "%41", "&#97;", "\\u0061", " ", "ab", "1-", "&"]) redact(unit.repeat(1_000_000), [sent]);
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it("shows that it went on, also when everything that was read is removed", () => {
    expect(redact("an announcement".repeat(100), ["an announcement".repeat(2)])).toBe("[redacted]…");
  });

  it("is read further than it is shown, so that what is removed makes room", () => {
    const sent = "an announcement of no importance".repeat(20);
    expect(redact(`Refused: ${sent} (too long)`, [sent])).toBe("Refused: [redacted] (too long)");
  });
});
