export { errorOf, rejectionOf } from "@polysms/testing";
