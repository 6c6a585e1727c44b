/** What is left to do by hand once the files are there. */
export function nextSteps(name: string): string {
  return [
    "Everything in these files is assumed. Next:",
    `  1. Read the provider's documents, and write what they say into specs/${name}/: host, path, security, fields, replies.`,
    "     Cite the source of each fact in x-source, and remove the x-evidence that it replaces. Note contradictions in",
    "     x-quirks and in the README. `pnpm test:specs` checks the style.",
    "  2. Run `pnpm generate`: it writes the types, the operation table and the facade's list of providers. `pnpm format`",
    "     formats the new files.",
    `  3. Say in packages/${name}/src/send.ts what each answer proves, and in provider.ts the countries and the limits. Name`,
    "     the country in the description of package.json, in its README and in the README's table. Put each quirk id into",
    "     the title of a test.",
    `  4. Say in .changeset/add-${name}.md what users get.`,
    "  5. Run `pnpm api-report`: it writes down what the package exports. Then run `pnpm test`.",
  ].join("\n");
}
