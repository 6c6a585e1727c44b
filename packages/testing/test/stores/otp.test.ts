import { describeOtpStore } from "../../src/stores.ts";
import { collectTests } from "../collected-tests.ts";
import { type Create, createGoodOtpStore, flawedOtpStores } from "./flawed-otp-stores.ts";
import { describeKit } from "./setup.ts";

const failing: Readonly<Record<keyof typeof flawedOtpStores, readonly string[]>> = {
  "taking in two steps": ["gives 5 places to 5 of 20 callers", "gives 5 places to 5 of 20 callers of two clients"],
  "counting within a client only": ["gives 5 places to 5 of 20 callers of two clients"],
  "giving one place too many": [
    "gives 5 places to 5 of 20 callers",
    "gives 5 places to 5 of 20 callers of two clients",
    "names the limit with the longest wait, and the wait",
    "takes a place under all limits or under none",
    "gives a place back when its own window has passed, and not sooner",
    "keeps places apart whose keys look alike",
    "counts places by its own clock, not by the caller's",
  ],
  "naming the first limit": [
    "names the limit with the longest wait, and the wait",
    "takes a place under all limits or under none",
  ],
  "waiting for the shortest": ["names the limit with the longest wait, and the wait"],
  "waiting in seconds": [
    "names the limit with the longest wait, and the wait",
    "takes a place under all limits or under none",
    "gives a place back when its own window has passed, and not sooner",
    "keeps places apart whose keys look alike",
    "counts places by its own clock, not by the caller's",
  ],
  "counting what it did not give": [
    "takes a place under all limits or under none",
    "gives a place back when its own window has passed, and not sooner",
  ],
  "taking under each limit by itself": ["takes a place under all limits or under none"],
  "giving all places back at once": ["gives a place back when its own window has passed, and not sooner"],
  "giving no place back": ["gives a place back when its own window has passed, and not sooner"],
  "comparing keys without case": [
    "keeps places apart whose keys look alike",
    "keeps values apart whose keys look alike",
  ],
  "composing keys": ["keeps places apart whose keys look alike", "keeps values apart whose keys look alike"],
  "taking the caller's clock": [
    "counts places by its own clock, not by the caller's",
    "ends values by its own clock, not by the caller's",
  ],
  "trimming values": ["returns a value as it was, character for character", "keeps values apart whose keys look alike"],
  "reading values as JSON": ["returns a value as it was, character for character"],
  "returning null": [
    "returns a value as it was, character for character",
    "keeps a value for its lifetime, and no longer",
    "gives a value its own lifetime, not that of the one before",
    "keeps values apart whose keys look alike",
    "shows one client at once what the other put",
  ],
  "keeping the first value": [
    "keeps the later of two values, and the same one again after a lost answer",
    "gives a value its own lifetime, not that of the one before",
    "shows one client at once what the other put",
  ],
  "keeping the lifetime of the first value": ["gives a value its own lifetime, not that of the one before"],
  "keeping values for ever": [
    "keeps a value for its lifetime, and no longer",
    "gives a value its own lifetime, not that of the one before",
  ],
  "taking milliseconds for seconds": [
    "keeps a value for its lifetime, and no longer",
    "gives a value its own lifetime, not that of the one before",
  ],
  "remembering values": ["shows one client at once what the other put"],
  "ignoring the signal": ["ends every call when its signal fires and the store does not answer"],
  "hanging after an abort": [
    "ends a call whose signal has fired",
    "ends every call when its signal fires and the store does not answer",
  ],
};

describeKit("a store of one-time codes", {
  suiteFor: (create: Create) => collectTests((test) => describeOtpStore({ test, create })),
  good: createGoodOtpStore,
  flawed: flawedOtpStores,
  failing,
});
