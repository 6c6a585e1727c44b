import type { ChangelogFunctions } from "@changesets/types";

// How .changeset/config.json has the CHANGELOGs written: what the changeset says, without the hash of the commit, and one
// line for all dependencies instead of one for each of their changesets.
export default {
  async getReleaseLine({ summary }) {
    const [first = "", ...rest] = summary.trim().split("\n");
    return [`- ${first.trimEnd()}`, ...rest.map((line) => `  ${line}`.trimEnd())].join("\n");
  },

  async getDependencyReleaseLine(_changesets, dependencies) {
    // Nobody upgrades from before a first release.
    const upgraded = dependencies.filter(({ oldVersion }) => oldVersion !== "0.0.0");
    const names = upgraded.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`).sort();
    return names.length === 0 ? "" : `- Uses ${new Intl.ListFormat("en").format(names)}.`;
  },
} satisfies ChangelogFunctions;
