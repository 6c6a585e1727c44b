import { afterAll, beforeAll, describe, it } from "vitest";
import { describeContract } from "../../src/index.ts";
import { acme } from "../fixture.ts";

describeContract({ spec: acme, test: { describe, it, beforeAll, afterAll } });
