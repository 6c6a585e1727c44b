import { report } from "./report.js";

await report(process.argv[2]);
