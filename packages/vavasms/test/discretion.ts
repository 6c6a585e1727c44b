export { assertDiscreet as expectDiscreet } from "@polysms/testing";
