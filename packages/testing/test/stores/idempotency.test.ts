import { describeIdempotencyStore } from "../../src/stores.ts";
import { collectTests } from "../collected-tests.ts";
import { flawedGroups } from "./flawed-groups.ts";
import { flawedKeeping } from "./flawed-keeping.ts";
import { flawedStores } from "./flawed-stores.ts";
import { type Create, createGoodStore } from "./reference-idempotency.ts";
import { describeKit } from "./setup.ts";

const failing: Readonly<
  Record<keyof (typeof flawedStores & typeof flawedKeeping & typeof flawedGroups), readonly string[]>
> = {
  "reserving in two steps": [
    "gives a key to one of 20 callers, and shows its mark to the others",
    "gives a key to one of 20 callers of two clients",
    "gives a released key to one of the next callers",
    "compares the mark and frees the key in one step",
  ],
  "being atomic within a client only": ["gives a key to one of 20 callers of two clients"],
  "not knowing its own mark": [
    "gives a pending key again to its own mark, because an answer may have been lost",
    "shows each client at once what the other wrote",
    "ends a call whose signal has fired, and gives the key to its mark again",
  ],
  "giving a done key to its own mark": ["shows the record of a done key to every mark, its own too"],
  "replacing the mark of a pending key": [
    "shows a pending key to another mark, and changes nothing",
    "compares the mark and frees the key in one step",
    "compares the mark and keeps the record in one step",
    "keeps a pending key, whatever its age",
    "shows each client at once what the other wrote",
  ],
  "comparing only the start of a mark": [
    "gives a key to one of 20 callers, and shows its mark to the others",
    "gives a key to one of 20 callers of two clients",
    "shows a pending key to another mark, and changes nothing",
    "gives a released key to one of the next callers",
    "compares the mark and frees the key in one step",
    "keeps a pending key, whatever its age",
    "shows each client at once what the other wrote",
  ],
  "reserving in find": [
    "reserves nothing in find",
    "gives a released key to one of the next callers",
    "keeps a done key as long as it should, and no longer",
    "keeps a group from its last activity",
    "forgets a group, all of it and nothing else",
    "shows each client at once what the other wrote",
    "ends a call whose signal has fired, and gives the key to its mark again",
  ],
  "keeping a record without comparing": [
    "keeps a record only under the mark that has the key",
    "changes no other caller's key when a record is sent again",
  ],
  "keeping a record of a free key": [
    "keeps no record of a key that is free",
    "keeps nothing for a group that was forgotten in the meantime",
  ],
  "keeping a record in two steps": ["compares the mark and keeps the record in one step"],
  "keeping only the first record": [
    "keeps a record again after a lost answer, and a later one instead of it",
    "counts the time of a done key from when its record was kept",
    "shows each client at once what the other wrote",
  ],
  "answering false to the same record": [
    "keeps a record again after a lost answer, and a later one instead of it",
    "shows each client at once what the other wrote",
  ],
  "releasing without comparing": [
    "releases a key only under the mark that has it",
    "frees no other caller's key when a release is sent again",
    "compares the mark and frees the key in one step",
  ],
  "releasing in two steps": ["compares the mark and frees the key in one step"],
  "releasing done keys": ["releases no key that is done", "compares the mark and keeps the record in one step"],
  "answering true to every release": [
    "releases a key only under the mark that has it",
    "releases no key that is done",
    "frees no other caller's key when a release is sent again",
    "compares the mark and frees the key in one step",
    "compares the mark and keeps the record in one step",
    "keeps nothing for a group that was forgotten in the meantime",
  ],
  "remembering what was free": ["shows each client at once what the other wrote"],
  "ignoring the signal": ["ends every call when its signal fires and the store does not answer"],
  "hanging after an abort": [
    "ends a call whose signal has fired, and gives the key to its mark again",
    "ends every call when its signal fires and the store does not answer",
  ],
  "losing its own mark after an abort": ["ends a call whose signal has fired, and gives the key to its mark again"],
  "forgetting pending keys after a day": ["keeps a pending key, whatever its age"],
  "forgetting done keys after a day": [
    "keeps a done key as long as it should, and no longer",
    "keeps a done key until it is forgotten, if it should",
  ],
  "keeping done keys for ever": [
    "keeps a done key as long as it should, and no longer",
    "counts the time of a done key from when its record was kept",
    "keeps a group from its last activity",
    "keeps one group apart from the time of another",
  ],
  "counting from the reservation": ["counts the time of a done key from when its record was kept"],
  "keeping an hour at least": [
    "keeps a done key as long as it should, and no longer",
    "counts the time of a done key from when its record was kept",
    "keeps a group from its last activity",
  ],
  "keeping a month where there is no end": ["keeps a done key until it is forgotten, if it should"],
  "showing no age": ["shows for how long a key has been pending"],
  "showing seconds": ["shows for how long a key has been pending"],
  "taking the caller's clock": ["is not misled by a caller whose clock is an hour off"],
  "shortening records to 64 kB": ["returns marks and records as they were, character for character"],
  "trimming records": ["returns marks and records as they were, character for character"],
  "changing line breaks": ["returns marks and records as they were, character for character"],
  "composing records": ["returns marks and records as they were, character for character"],
  "keeping three bytes of a character": ["returns marks and records as they were, character for character"],
  "comparing keys without case": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "composing keys": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "trimming keys": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "shortening keys": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "taking no name of Object for its own": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "joining group and name": ["keeps keys apart that look alike"],
  "taking an empty group for none": ["keeps keys apart that look alike", "keeps groups apart that look alike"],
  "ending every key of a group by itself": [
    "keeps a group from its last activity",
    "does not end a group sooner because of a shorter time",
  ],
  "ending a group at the first time given": ["keeps a group from its last activity"],
  "ending a group at the last time given": ["does not end a group sooner because of a shorter time"],
  "ending pending keys with their group": ["keeps a pending key longer than the time of its group"],
  "having one end for all groups": ["keeps one group apart from the time of another"],
  "listing a page": ["lists every key of a group once, and no other"],
  "listing a key twice where pages meet": ["lists every key of a group once, and no other"],
  "listing done keys only": [
    "keeps a pending key longer than the time of its group",
    "lists every key of a group once, and no other",
  ],
  "forgetting by prefix": ["forgets a group, all of it and nothing else", "keeps groups apart that look alike"],
  "forgetting by pattern": ["keeps groups apart that look alike"],
  "forgetting done keys only": [
    "forgets a group, all of it and nothing else",
    "keeps nothing for a group that was forgotten in the meantime",
  ],
  "forgetting keys without a group as well": [
    "forgets a group, all of it and nothing else",
    "keeps groups apart that look alike",
  ],
  "keeping records for a forgotten group": [
    "keeps no record of a key that is free",
    "keeps nothing for a group that was forgotten in the meantime",
  ],
  "failing to forget what is not there": ["forgets a group that has no keys"],
};

describeKit("a store of idempotency keys", {
  suiteFor: (create: Create) => collectTests((test) => describeIdempotencyStore({ test, create })),
  good: createGoodStore,
  flawed: { ...flawedStores, ...flawedKeeping, ...flawedGroups },
  failing,
});
