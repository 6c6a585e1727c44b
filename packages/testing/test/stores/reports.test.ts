import { describeReportStore } from "../../src/stores.ts";
import { collectTests } from "../collected-tests.ts";
import { flawedReportStores } from "./flawed-report-stores.ts";
import { type Create, createGoodReportStore } from "./reference-reports.ts";
import { describeKit } from "./setup.ts";

const failing: Readonly<Record<keyof typeof flawedReportStores, readonly string[]>> = {
  "advancing in two steps": [
    "calls an event new for one of 20 callers",
    "calls an event new for one of 20 callers of two clients",
    "keeps the furthest of statuses that arrive at the same moment",
  ],
  "claiming within a client only": ["calls an event new for one of 20 callers of two clients"],
  "calling an event done although nobody confirmed it": [
    "calls an event new for one of 20 callers",
    "calls an event new for one of 20 callers of two clients",
    "calls an event pending until it is confirmed, and done from then on",
    "keeps events apart whose keys look alike",
  ],
  "calling every repetition new": [
    "calls an event new for one of 20 callers",
    "calls an event new for one of 20 callers of two clients",
    "calls an event pending until it is confirmed, and done from then on",
    "calls an event done when a later status has its place",
    "shows one client at once what the other kept",
  ],
  "confirming nothing": [
    "calls an event pending until it is confirmed, and done from then on",
    "confirms a report and a claim under the same key together",
    "keeps events apart whose keys look alike",
    "keeps the status that is further, in whichever order they arrive",
    "shows one client at once what the other kept",
  ],
  "confirming everything": [
    "calls an event pending until it is confirmed, and done from then on",
    "keeps events apart whose keys look alike",
  ],
  "confirming what it has not kept": ["calls an event pending until it is confirmed, and done from then on"],
  "confirming only the report of a key": ["confirms a report and a claim under the same key together"],
  "calling an event pending that is over": [
    "calls an event done when a later status has its place",
    "shows one client at once what the other kept",
  ],
  "going backwards": [
    "calls an event done when a later status has its place",
    "keeps the furthest of statuses that arrive at the same moment",
    "keeps the status that is further, in whichever order they arrive",
  ],
  "taking the same status twice": [
    "calls an event new for one of 20 callers",
    "calls an event new for one of 20 callers of two clients",
    "calls an event pending until it is confirmed, and done from then on",
    "confirms a report and a claim under the same key together",
    "calls an event done when a later status has its place",
    "keeps the status that is further, in whichever order they arrive",
    "shows one client at once what the other kept",
  ],
  "keeping one report for an id": [
    "keeps one report for each recipient of an id, and one without a number",
    "forgets reports that came before their id was tied, under another reference",
  ],
  "comparing ids without case": ["keeps reports apart whose ids or references look alike"],
  "comparing keys without case": ["keeps events apart whose keys look alike"],
  "finding by the start of an id": [
    "keeps the furthest of statuses that arrive at the same moment",
    "keeps reports apart whose ids or references look alike",
  ],
  "finding with any provider": ["keeps reports apart whose ids or references look alike"],
  "forgetting the reference": ["keeps the reference of a report if a later one has none"],
  "keeping the first reference": ["finds a report under its latest reference only"],
  "dropping line breaks": ["returns a report as it was, character for character"],
  "losing the time": ["returns a report as it was, character for character"],
  "remembering what was found": ["shows one client at once what the other kept"],
  "believing every reference": [
    "shows one client at once what the other kept",
    "takes a report only under a reference to which its id is tied",
    "ties an id that a provider gives twice to both references",
    "forgets reports that came before their id was tied, under another reference",
  ],
  "believing only the latest tie": ["ties an id that a provider gives twice to both references"],
  "tying the first of several ids": ["takes a report only under a reference to which its id is tied"],
  "tying the ids of every provider": ["takes a report without a reference, and one on an id that is not tied"],
  "believing nothing that is not tied": [
    "returns a report as it was, character for character",
    "keeps reports apart whose ids or references look alike",
    "keeps the reference of a report if a later one has none",
    "finds a report under its latest reference only",
    "takes a report without a reference, and one on an id that is not tied",
  ],
  "believing nothing that is not signed": ["takes a report without a reference, and one on an id that is not tied"],
  "keeping what is not believed": [
    "takes a report only under a reference to which its id is tied",
    "forgets reports that came before their id was tied, under another reference",
  ],
  "keeping reports when an id is tied": ["forgets reports that came before their id was tied, under another reference"],
  "forgetting every report when an id is tied": [
    "forgets reports that came before their id was tied, under another reference",
  ],
  "ignoring the signal": ["ends every call when its signal fires and the store does not answer"],
  "hanging after an abort": [
    "ends a call whose signal has fired",
    "ends every call when its signal fires and the store does not answer",
  ],
};

describeKit("a store of delivery reports", {
  suiteFor: (create: Create) => collectTests((test) => describeReportStore({ test, create })),
  good: createGoodReportStore,
  flawed: flawedReportStores,
  failing,
});
