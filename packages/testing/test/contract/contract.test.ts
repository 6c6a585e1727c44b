import { afterAll, beforeAll, describe, it } from "vitest";
import { describeContract } from "../../src/index.ts";
import { acme } from "../setup.ts";

describeContract({ spec: acme, test: { describe, it, beforeAll, afterAll } });
