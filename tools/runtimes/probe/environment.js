import { touchbaseproFromEnv } from "polysms";

process.stdout.write(touchbaseproFromEnv().name);
