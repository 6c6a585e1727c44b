export { assertNoSecrets as expectDiscreet } from "@polysms/testing";
